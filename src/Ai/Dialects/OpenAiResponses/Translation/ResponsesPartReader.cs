using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Reads a part of a message, or of what a tool gave.</summary>
internal static class ResponsesPartReader
{
    /// <summary>Reads a text or a list of parts.</summary>
    public static List<Part> ReadContent(JsonElement content, string path, Losses losses) => content.ValueKind switch
    {
        JsonValueKind.String => [new TextPart(JsonText.Of(content), path)],
        JsonValueKind.Array => [.. content.EnumerateArray().Select(part => Read(part, $"{path}[*]", losses)).OfType<Part>()],
        _ => throw new InvalidConversationException(path, $"'{path}' must be a string or an array."),
    };

    private static Part? Read(JsonElement part, string path, Losses losses)
    {
        var type = part.Needed("type"u8, $"{path}.type").Text($"{path}.type").ToString();
        Part? read = type switch
        {
            "input_text" or "output_text" or "text" => new TextPart(part.Needed("text"u8, $"{path}.text").Text($"{path}.text"), path),
            "refusal" => new RefusalPart(part.Needed("refusal"u8, $"{path}.refusal").Text($"{path}.refusal"), path),
            "input_image" => ImageOf(part, path),
            "input_file" => FileOf(part, path),
            "input_audio" => AudioOf(part.Needed("input_audio"u8, $"{path}.input_audio"), $"{path}.input_audio"),
            _ => null,
        };
        if (read is null)
        {
            losses.Add(path, LossReason.Unknown);
            return null;
        }

        foreach (var member in part.Members(path))
        {
            var at = $"{path}.{member.Name}";
            switch (member.Name)
            {
                case "prompt_cache_breakpoint":
                    read = read with { Cache = new CacheMark(null, at) };
                    break;
                case "annotations" or "logprobs" when type == "output_text":
                    // What an earlier answer rested on, and how likely it was: no other protocol takes that back.
                    if (member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() > 0)
                    {
                        losses.Add(at, LossReason.Unsupported);
                    }

                    break;
                default:
                    if (!IsOf(type, member.Name))
                    {
                        losses.Add(at, LossReason.Unknown);
                    }

                    break;
            }
        }

        return read;
    }

    private static bool IsOf(string type, string member) => member == "type" || type switch
    {
        "refusal" => member == "refusal",
        "input_image" => member is "image_url" or "file_id" or "detail",
        "input_file" => member is "file_id" or "file_url" or "file_data" or "filename" or "detail",
        "input_audio" => member == "input_audio",
        // What OpenAI's clients have read in the text stands beside it.
        "output_text" => member is "text" or "parsed",
        _ => member == "text",
    };

    private static MediaPart ImageOf(JsonElement part, string path)
    {
        // In the chat protocol there is an object around the URL, and some clients keep it here.
        var (source, at) = part.Member("image_url"u8) is { } url
            ? (MediaSource.OfUrlOrData((url.Member("url"u8) ?? url).Text($"{path}.image_url")), $"{path}.image_url")
            : (MediaSource.OfFile((part.Member("file_id"u8) ?? throw Sourceless(path, "'image_url' or 'file_id'")).Text($"{path}.file_id")), $"{path}.file_id");
        return new MediaPart(MediaKind.Image, source, at) { Detail = DetailOf(part, path) };
    }

    private static MediaPart FileOf(JsonElement part, string path)
    {
        var (source, member) = part.Member("file_data"u8) is { } data ? (DataOf(data.Text($"{path}.file_data")), "file_data")
            : part.Member("file_url"u8) is { } url ? (MediaSource.OfUrlOrData(url.Text($"{path}.file_url")), "file_url")
            : part.Member("file_id"u8) is { } id ? (MediaSource.OfFile(id.Text($"{path}.file_id")), "file_id")
            : throw Sourceless(path, "'file_data', 'file_url' or 'file_id'");
        return new MediaPart(MediaKind.File, source, $"{path}.{member}")
        {
            Name = part.Member("filename"u8) is { } name ? new(name.Text($"{path}.filename"), $"{path}.filename") : null,
            Detail = DetailOf(part, path),
        };
    }

    private static MediaPart AudioOf(JsonElement audio, string path)
    {
        var data = audio.Needed("data"u8, $"{path}.data").Text($"{path}.data");
        var format = audio.Needed("format"u8, $"{path}.format").Text($"{path}.format");
        return new MediaPart(MediaKind.Audio, MediaSource.OfBase64($"audio/{format}", data), path);
    }

    // What everybody does unasked is not lost where it cannot be said.
    private static Carried<JsonText>? DetailOf(JsonElement part, string path) =>
        part.Member("detail"u8) is { } detail && detail.Text($"{path}.detail") is var word && !word.Is("auto") ? new(word, $"{path}.detail") : null;

    // A `data:` URL, or base64 alone, which can only be a PDF.
    private static MediaSource DataOf(JsonText data) => MediaSource.OfUrlOrData(data) is { Base64: not null } source
        ? source
        : MediaSource.OfBase64("application/pdf", data);

    private static InvalidConversationException Sourceless(string path, string members) => new(path, $"'{path}' needs {members}.");
}
