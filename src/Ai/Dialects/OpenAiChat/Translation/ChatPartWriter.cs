using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Writes the content of a message.</summary>
internal static class ChatPartWriter
{
    /// <summary>Writes the member <c>content</c>: a text where there is no more than one, and a list of parts otherwise.</summary>
    public static void WriteContent(Utf8JsonWriter writer, IReadOnlyList<Part> parts, Losses losses)
    {
        if (parts.Count == 0)
        {
            writer.WriteString("content"u8, ""u8);
            return;
        }

        if (parts is [TextPart { Text: var text }])
        {
            writer.WriteText("content"u8, text);
            LoseCache(parts[0], losses);
            return;
        }

        writer.WriteStartArray("content"u8);
        foreach (var part in parts)
        {
            Write(writer, part, losses);
            LoseCache(part, losses);
        }

        writer.WriteEndArray();
    }

    private static void LoseCache(Part part, Losses losses)
    {
        if (part.Cache is { } cache)
        {
            losses.Add(cache.Path, LossReason.Unsupported);
        }
    }

    private static void Write(Utf8JsonWriter writer, Part part, Losses losses)
    {
        switch (part)
        {
            case TextPart { Text: var text }:
                writer.WriteStartObject();
                writer.WriteString("type"u8, "text"u8);
                writer.WriteText("text"u8, text);
                writer.WriteEndObject();
                break;
            case MediaPart { Kind: MediaKind.Image } image when image.Source.FileId is null:
                WriteImage(writer, image);
                break;
            case MediaPart { Kind: MediaKind.Audio, Source.Base64: { } data } audio:
                WriteAudio(writer, audio, data, losses);
                break;
            case MediaPart { Kind: MediaKind.File } file when file.Source.Url is null:
                WriteFile(writer, file);
                break;
            case MediaPart { Source.Url: not null } media:
                losses.Add(media.Path, LossReason.Url);
                break;
            default:
                losses.Add(part.Path, LossReason.Unsupported);
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

    private static void WriteAudio(Utf8JsonWriter writer, MediaPart audio, JsonText data, Losses losses)
    {
        var format = audio.Source.MediaType switch
        {
            "audio/wav" or "audio/x-wav" or "audio/wave" => "wav",
            "audio/mp3" or "audio/mpeg" => "mp3",
            _ => null,
        };
        if (format is null)
        {
            losses.Add(audio.Path, LossReason.Value);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, "input_audio"u8);
        writer.WriteStartObject("input_audio"u8);
        writer.WriteText("data"u8, data);
        writer.WriteString("format"u8, format);
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
