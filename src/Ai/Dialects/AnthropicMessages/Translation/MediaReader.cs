using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Reads images, documents and search results.</summary>
internal static class MediaReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static MediaPart ReadImage(JsonElement block, string path, Losses losses)
    {
        var source = block.Needed("source"u8, $"{path}.source");
        return new MediaPart(MediaKind.Image, ReadSource(source, $"{path}.source", null, losses), path);
    }

    /// <summary>A file; or, where the document is text or blocks, what it says.</summary>
    public static IReadOnlyList<Part> ReadDocument(JsonElement block, string path, Losses losses)
    {
        LoseCitations(block, path, losses);
        if (block.Member("context"u8) is not null)
        {
            losses.Add($"{path}.context", LossReason.Unsupported);
        }

        var sourcePath = $"{path}.source";
        var source = block.Needed("source"u8, sourcePath);
        Carried<JsonText>? title = block.Member("title"u8) is { } name ? new(name.Text($"{path}.title"), $"{path}.title") : null;
        switch (TypeOf(source, sourcePath))
        {
            case "content":
                losses.Add(sourcePath, LossReason.Approximated);
                LoseTitle(title, losses);
                return new ContentReader(losses).Read(source.Needed("content"u8, $"{sourcePath}.content"), $"{sourcePath}.content");
            case "text" when BytesOf(source.Needed("data"u8, $"{sourcePath}.data").Text($"{sourcePath}.data")) is { } bytes:
                var plain = MediaSource.OfBase64("text/plain", JsonText.Of(Convert.ToBase64String(bytes)));
                return [new MediaPart(MediaKind.File, plain, path) { Name = title }];
            case "text":
                losses.Add(sourcePath, LossReason.Approximated);
                LoseTitle(title, losses);
                return [new TextPart(source.Needed("data"u8, sourcePath).Text(sourcePath), path)];
            default:
                return [new MediaPart(MediaKind.File, ReadSource(source, sourcePath, "application/pdf", losses), path) { Name = title }];
        }
    }

    /// <summary>What a search result says; where it was found has no place in other protocols.</summary>
    public static IReadOnlyList<Part> ReadSearchResult(JsonElement block, string path, Losses losses)
    {
        LoseCitations(block, path, losses);
        losses.Add($"{path}.source", LossReason.Unsupported);
        losses.Add($"{path}.title", LossReason.Unsupported);
        return new ContentReader(losses).Read(block.Needed("content"u8, $"{path}.content"), $"{path}.content");
    }

    private static MediaSource ReadSource(JsonElement source, string path, string? urlType, Losses losses)
    {
        var type = TypeOf(source, path);
        foreach (var member in source.Members(path))
        {
            if (member.Name is not ("type" or "media_type" or "data" or "url" or "file_id"))
            {
                losses.Add($"{path}.{member.Name}", LossReason.Unknown);
            }
        }

        return type switch
        {
            "base64" => MediaSource.OfBase64(
                Text(source, "media_type"u8, $"{path}.media_type").ToString(),
                Text(source, "data"u8, $"{path}.data")),
            "url" => MediaSource.OfUrl(Text(source, "url"u8, $"{path}.url"), urlType),
            "file" => MediaSource.OfFile(Text(source, "file_id"u8, $"{path}.file_id")),
            _ => throw new InvalidConversationException($"{path}.type", $"'{path}.type' is not a known kind of source."),
        };
    }

    private static string TypeOf(JsonElement source, string path) => Text(source, "type"u8, $"{path}.type").ToString();

    private static JsonText Text(JsonElement element, ReadOnlySpan<byte> name, string path) => element.Needed(name, path).Text(path);

    // Half a surrogate pair has no bytes.
    private static byte[]? BytesOf(JsonText text)
    {
        try
        {
            return Strict.GetBytes(text.ToString());
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    private static void LoseTitle(Carried<JsonText>? title, Losses losses)
    {
        if (title is { } lost)
        {
            losses.Add(lost.Path, LossReason.Unsupported);
        }
    }

    private static void LoseCitations(JsonElement block, string path, Losses losses)
    {
        if (block.Member("citations"u8) is { } citations && citations.Member("enabled"u8) is not { ValueKind: JsonValueKind.False })
        {
            losses.Add($"{path}.citations", LossReason.Unsupported);
        }
    }
}
