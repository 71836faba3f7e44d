using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Writes images, audio, video and files.</summary>
internal static class MediaWriter
{
    /// <summary>Why Gemini cannot have it; <c>null</c> where it can.</summary>
    public static string? Lack(MediaPart media)
    {
        if (media.Source.FileId is not null)
        {
            return LossReason.Foreign;
        }

        // It reads public and signed URLs, and Google's own stores (https://ai.google.dev/gemini-api/docs/file-input-methods).
        return media.Source.Url is { } url && !url.Escaped.StartsWith("https:"u8) && !url.Escaped.StartsWith("gs:"u8) ? LossReason.Url : null;
    }

    /// <param name="writer">The writer.</param>
    /// <param name="media">What is written.</param>
    /// <param name="losses">Takes what is lost.</param>
    /// <param name="isOnlyName">No other file has a name, so nobody needs this one to tell which is meant.</param>
    public static void Write(Utf8JsonWriter writer, MediaPart media, Losses losses, bool isOnlyName = false)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(media.Source.Base64 is null ? "fileData"u8 : "inlineData"u8);
        WriteSource(writer, media.Source);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (media.Name is { } name)
        {
            losses.Add(name.Path, isOnlyName ? LossReason.Label : LossReason.Unsupported);
        }

        if (media.Detail is { } detail && !detail.Value.Is("auto"))
        {
            losses.Add(detail.Path, LossReason.Unsupported);
        }
    }

    private static void WriteSource(Utf8JsonWriter writer, MediaSource source)
    {
        if (source.MediaType is { } type)
        {
            writer.WriteString("mimeType"u8, type);
        }

        if (source.Base64 is { } bytes)
        {
            writer.WriteText("data"u8, bytes);
        }
        else
        {
            writer.WriteText("fileUri"u8, source.Url ?? JsonText.Empty);
        }
    }
}
