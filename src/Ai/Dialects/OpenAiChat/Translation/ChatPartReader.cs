using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Reads a part of a message.</summary>
internal static class ChatPartReader
{
    private const string Path = "messages[*].content[*]";

    /// <summary>The part; <c>null</c> where it cannot be carried, which is named.</summary>
    public static Part? Read(JsonElement part, Losses losses)
    {
        var type = part.Needed("type"u8, $"{Path}.type").Text($"{Path}.type").ToString();
        Part? read = type switch
        {
            "text" => new TextPart(part.Needed("text"u8, $"{Path}.text").Text($"{Path}.text"), Path),
            "refusal" => new RefusalPart(part.Needed("refusal"u8, $"{Path}.refusal").Text($"{Path}.refusal"), Path),
            "image_url" => ImageOf(part.Needed("image_url"u8, $"{Path}.image_url")),
            "input_audio" => AudioOf(part.Needed("input_audio"u8, $"{Path}.input_audio")),
            "file" => FileOf(part.Needed("file"u8, $"{Path}.file")),
            _ => null,
        };
        if (read is null)
        {
            losses.Add(Path, LossReason.Unknown);
            return null;
        }

        foreach (var member in part.Members(Path).Where(member => member.Name != "type" && member.Name != type))
        {
            if (member.Name == "cache_control")
            {
                // OpenAI has no such mark; clients that know where they end up send it all the same.
                read = read with { Cache = new CacheMark(member.Value.TextOf("ttl"u8)?.ToString(), $"{Path}.cache_control") };
            }
            else
            {
                losses.Add($"{Path}.{member.Name}", LossReason.Unknown);
            }
        }

        return read;
    }

    // Some clients write the URL without an object around it.
    private static MediaPart ImageOf(JsonElement image)
    {
        var url = image.ValueKind == JsonValueKind.String ? image : image.Needed("url"u8, $"{Path}.image_url.url");
        return new MediaPart(MediaKind.Image, MediaSource.OfUrlOrData(url.Text($"{Path}.image_url.url")), $"{Path}.image_url")
        {
            // What everybody does unasked is not lost where it cannot be said.
            Detail = image.TextOf("detail"u8) is { } detail && !detail.Is("auto") ? new(detail, $"{Path}.image_url.detail") : null,
        };
    }

    private static MediaPart AudioOf(JsonElement audio)
    {
        var data = audio.Needed("data"u8, $"{Path}.input_audio.data").Text($"{Path}.input_audio.data");
        var format = audio.Needed("format"u8, $"{Path}.input_audio.format").Text($"{Path}.input_audio.format");
        return new MediaPart(MediaKind.Audio, MediaSource.OfBase64($"audio/{format}", data), $"{Path}.input_audio");
    }

    private static MediaPart FileOf(JsonElement file)
    {
        var source = file.TextOf("file_id"u8) is { } id ? MediaSource.OfFile(id)
            : file.TextOf("file_data"u8) is { } data ? DataOf(data)
            : throw new InvalidConversationException($"{Path}.file", $"'{Path}.file' needs 'file_id' or 'file_data'.");
        return new MediaPart(MediaKind.File, source, $"{Path}.file")
        {
            Name = file.TextOf("filename"u8) is { } name ? new(name, $"{Path}.file.filename") : null,
        };
    }

    // A `data:` URL, or base64 alone, which can only be a PDF.
    private static MediaSource DataOf(JsonText data) => MediaSource.OfUrlOrData(data) is { Base64: not null } source
        ? source
        : MediaSource.OfBase64("application/pdf", data);
}
