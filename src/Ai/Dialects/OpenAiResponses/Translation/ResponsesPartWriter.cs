using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Dialects.OpenAiChat.Translation;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Writes what people say and tools give.</summary>
internal sealed class ResponsesPartWriter(Utf8JsonWriter writer, TargetModel model, RequestNotes notes)
{
    /// <summary>Writes the member: a text where there is no more than one, and a list of parts otherwise.</summary>
    /// <param name="member">Its name.</param>
    /// <param name="given">The parts.</param>
    /// <param name="path">Where they stand, for what has to be added to them.</param>
    public void WriteContent(string member, IReadOnlyList<Part> given, string path)
    {
        // A list of nothing is no content, so what cannot be said is lost first.
        var parts = given.Where(part => !IsLost(part)).ToList();
        writer.WritePropertyName(member);
        if (parts.Count == 0)
        {
            writer.WriteStringValue(""u8);
            return;
        }

        if (parts is [TextPart { Text: var text }])
        {
            writer.WriteText(text);
            return;
        }

        writer.WriteStartArray();
        foreach (var part in parts)
        {
            Write(part, path);
        }

        writer.WriteEndArray();
    }

    /// <summary>Loses a mark: newer models alone take one, and the others refuse it; all of them cache unasked.</summary>
    public void LoseCache(Part part)
    {
        if (part.Cache is { } cache)
        {
            notes.Losses.Add(cache.Path, LossReason.Unsupported);
        }
    }

    private bool IsLost(Part part)
    {
        if (LackOf(part) is { } reason)
        {
            notes.Losses.Add(part.Path, reason);
        }

        LoseCache(part);
        return LackOf(part) is not null;
    }

    // Why it cannot be said. OpenAI itself hears nothing here; some of those who speak its protocol do.
    private string? LackOf(Part part) => part switch
    {
        TextPart or MediaPart { Kind: MediaKind.Image or MediaKind.File } => null,
        MediaPart { Kind: MediaKind.Audio, Source.Base64: not null } audio when model.IsCompatible =>
            ChatPartWriter.AudioFormatOf(audio) is null ? LossReason.Value : null,
        _ => LossReason.Unsupported,
    };

    private void Write(Part part, string path)
    {
        switch (part)
        {
            case TextPart { Text: var text }:
                writer.WriteStartObject();
                writer.WriteString("type"u8, "input_text"u8);
                writer.WriteText("text"u8, text);
                writer.WriteEndObject();
                break;
            case MediaPart { Kind: MediaKind.Image } image:
                WriteImage(image);
                break;
            case MediaPart { Kind: MediaKind.File } file:
                WriteFile(file, path);
                break;
            case MediaPart audio:
                ChatPartWriter.WriteAudio(writer, audio);
                break;
        }
    }

    private void WriteImage(MediaPart image)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "input_image"u8);
        if (image.Source.FileId is { } id)
        {
            writer.WriteText("file_id"u8, id);
        }
        else
        {
            writer.WriteText("image_url"u8, image.Source.Url ?? image.Source.DataUrl());
        }

        WriteDetail(image);
        writer.WriteEndObject();
    }

    private void WriteFile(MediaPart file, string path)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "input_file"u8);
        if (file.Source.FileId is { } id)
        {
            writer.WriteText("file_id"u8, id);
        }
        else if (file.Source.Url is { } url)
        {
            writer.WriteText("file_url"u8, url);
        }
        else
        {
            writer.WriteText("file_data"u8, file.Source.DataUrl());
        }

        if (file.Name is { } name)
        {
            writer.WriteText("filename"u8, name.Value);
        }
        else if (file.Source.Base64 is not null)
        {
            // It wants a name beside bytes, of which it takes the ending only.
            writer.WriteString("filename"u8, file.Source.MediaType == "application/pdf" ? "file.pdf" : "file.txt");
            notes.Add($"{path}[*].filename");
        }

        WriteDetail(file);
        writer.WriteEndObject();
    }

    private void WriteDetail(MediaPart media)
    {
        if (media.Detail is { } detail)
        {
            writer.WriteText("detail"u8, detail.Value);
        }
    }
}
