using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Writes the content of a message.</summary>
internal static class ChatPartWriter
{
    /// <summary>Writes the member <c>content</c>: a text where there is no more than one, and a list of parts otherwise.</summary>
    public static void WriteContent(Utf8JsonWriter writer, IReadOnlyList<Part> given, Losses losses)
    {
        // OpenAI refuses a list of nothing, so what cannot be said is lost first.
        var parts = given.Where(part => !IsLost(part, losses)).ToList();
        if (parts.Count == 0)
        {
            writer.WriteString("content"u8, ""u8);
            return;
        }

        if (parts is [TextPart { Text: var text }])
        {
            writer.WriteText("content"u8, text);
            return;
        }

        writer.WriteStartArray("content"u8);
        foreach (var part in parts)
        {
            Write(writer, part);
        }

        writer.WriteEndArray();
    }

    private static bool IsLost(Part part, Losses losses)
    {
        if (LackOf(part) is { } reason)
        {
            losses.Add(part.Path, reason);
        }

        if (part.Cache is { } cache)
        {
            losses.Add(cache.Path, LossReason.Unsupported);
        }

        return LackOf(part) is not null;
    }

    // Why it cannot be said.
    private static string? LackOf(Part part) => part switch
    {
        TextPart => null,
        MediaPart { Kind: MediaKind.Image, Source.FileId: null } => null,
        MediaPart { Kind: MediaKind.Audio, Source.Base64: not null } audio => AudioFormatOf(audio) is null ? LossReason.Value : null,
        MediaPart { Kind: MediaKind.File, Source.Url: null } => null,
        MediaPart { Source.Url: not null } => LossReason.Url,
        _ => LossReason.Unsupported,
    };

    private static void Write(Utf8JsonWriter writer, Part part)
    {
        switch (part)
        {
            case TextPart { Text: var text }:
                writer.WriteStartObject();
                writer.WriteString("type"u8, "text"u8);
                writer.WriteText("text"u8, text);
                writer.WriteEndObject();
                break;
            case MediaPart { Kind: MediaKind.Image } image:
                WriteImage(writer, image);
                break;
            case MediaPart { Kind: MediaKind.Audio } audio:
                WriteAudio(writer, audio);
                break;
            case MediaPart file:
                WriteFile(writer, file);
                break;
        }
    }

    private static void WriteImage(Utf8JsonWriter writer, MediaPart image)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "image_url"u8);
        writer.WriteStartObject("image_url"u8);
        writer.WriteText("url"u8, image.Source.Url ?? image.Source.DataUrl());
        if (image.Detail is { } detail)
        {
            writer.WriteText("detail"u8, detail.Value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>What OpenAI's protocols call the format of a sound; <c>null</c> where they have no word for it.</summary>
    internal static string? AudioFormatOf(MediaPart audio) => audio.Source.MediaType switch
    {
        "audio/wav" or "audio/x-wav" or "audio/wave" => "wav",
        "audio/mp3" or "audio/mpeg" => "mp3",
        _ => null,
    };

    /// <summary>Writes a sound of a format that has a word, as both of OpenAI's protocols do.</summary>
    internal static void WriteAudio(Utf8JsonWriter writer, MediaPart audio)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "input_audio"u8);
        writer.WriteStartObject("input_audio"u8);
        writer.WriteText("data"u8, audio.Source.Base64 ?? default);
        writer.WriteString("format"u8, AudioFormatOf(audio));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter writer, MediaPart file)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "file"u8);
        writer.WriteStartObject("file"u8);
        if (file.Source.FileId is { } id)
        {
            writer.WriteText("file_id"u8, id);
        }
        else
        {
            // It wants a name beside bytes, of which it takes the ending only.
            writer.WriteText("filename"u8, file.Name?.Value ?? JsonText.Of(file.Source.MediaType == "application/pdf" ? "file.pdf" : "file.txt"));
            writer.WriteText("file_data"u8, file.Source.DataUrl());
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
