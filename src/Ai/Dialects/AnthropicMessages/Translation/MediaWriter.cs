using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Writes images and documents.</summary>
internal static class MediaWriter
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes one, where the protocol has a block for it.</summary>
    /// <param name="writer">Where it is written.</param>
    /// <param name="media">What is written.</param>
    /// <param name="losses">Takes what cannot be said.</param>
    /// <param name="begin">Is called before a block is written.</param>
    public static void Write(Utf8JsonWriter writer, MediaPart media, Losses losses, Action begin)
    {
        var type = media.Source.MediaType?.ToLowerInvariant();
        if (LossOf(media, type, out var text) is { } reason)
        {
            losses.Add(media.Path, reason);
            return;
        }

        begin();
        var isImage = IsImage(media, type);
        writer.WriteStartObject();
        writer.WriteString("type"u8, isImage ? "image"u8 : "document"u8);
        if (text is not null)
        {
            WriteTextSource(writer, media, type, text, losses);
        }
        else
        {
            WriteSource(writer, media.Source, type);
        }

        WriteName(writer, media, isImage, losses);
        CacheWriter.Write(writer, media.Cache, losses);
        writer.WriteEndObject();
    }

    // Why it cannot be said; else its text, where it is a document of text.
    private static string? LossOf(MediaPart media, string? type, out string? text)
    {
        text = null;
        if (media.Kind is not (MediaKind.Image or MediaKind.File) || (type?.Split('/')[0] is "audio" or "video"))
        {
            return LossReason.Unsupported;
        }

        if (media.Source.Url is { } url)
        {
            // Anthropic fetches these itself, but not the files of other clouds.
            return url.Escaped.StartsWith("http"u8) && (IsImage(media, type) || type is null or "application/pdf") ? null : LossReason.Url;
        }

        if (media.Source.FileId is { } file)
        {
            // Its own files are `file_…`, those of others `file-…` or `files/…`.
            return file.Escaped.StartsWith("file_"u8) ? null : LossReason.Foreign;
        }

        if (IsImage(media, type))
        {
            return type is "image/png" or "image/jpeg" or "image/jpg" or "image/gif" or "image/webp" ? null : LossReason.Value;
        }

        if (type is null or "" or "application/pdf")
        {
            return null;
        }

        text = IsText(type) ? TextOf(media.Source.Base64!.Value) : null;
        return text is null ? LossReason.Value : null;
    }

    private static bool IsImage(MediaPart media, string? type) =>
        type is null or "" ? media.Kind == MediaKind.Image : type.StartsWith("image/", StringComparison.Ordinal);

    private static bool IsText(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "application/xml" or "application/x-yaml";

    private static string? TextOf(JsonText base64)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(base64.ToString()));
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static void WriteTextSource(Utf8JsonWriter writer, MediaPart media, string? type, string text, Losses losses)
    {
        if (type != "text/plain")
        {
            losses.Add(media.Path, LossReason.Approximated);
        }

        writer.WriteStartObject("source"u8);
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("media_type"u8, "text/plain"u8);
        writer.WriteString("data"u8, text);
        writer.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter writer, MediaSource source, string? type)
    {
        writer.WriteStartObject("source"u8);
        if (source.Url is { } url)
        {
            writer.WriteString("type"u8, "url"u8);
            writer.WriteText("url"u8, url);
        }
        else if (source.FileId is { } file)
        {
            writer.WriteString("type"u8, "file"u8);
            writer.WriteText("file_id"u8, file);
        }
        else
        {
            writer.WriteString("type"u8, "base64"u8);
            writer.WriteString("media_type"u8, type switch
            {
                null or "" => "application/pdf",
                "image/jpg" => "image/jpeg",
                _ => type,
            });
            writer.WriteText("data"u8, source.Base64 ?? JsonText.Empty);
        }

        writer.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter writer, MediaPart media, bool isImage, Losses losses)
    {
        if (media.Name is { Value.IsEmpty: false } name)
        {
            if (isImage)
            {
                losses.Add(name.Path, LossReason.Unsupported);
            }
            else
            {
                writer.WriteText("title"u8, name.Value);
            }
        }

        if (media.Detail is { } detail && !detail.Value.Is("auto"))
        {
            losses.Add(detail.Path, LossReason.Unsupported);
        }
    }
}
