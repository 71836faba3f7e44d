using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Reads <c>inlineData</c> and <c>fileData</c>.</summary>
internal static class MediaReader
{
    private static readonly string[] ImageEndings = [".png", ".jpg", ".jpeg", ".gif", ".webp"];

    public static MediaPart Read(GenerateMember data, Losses losses)
    {
        JsonText? type = null, content = null;
        Carried<JsonText>? displayName = null;
        foreach (var (name, at, value) in GenerateMember.Of(data.Value, data.Path))
        {
            switch (name)
            {
                case "mimeType":
                    type = value.Text(at);
                    break;
                case "data" when data.Name == "inlineData":
                case "fileUri" when data.Name == "fileData":
                    content = value.Text(at);
                    break;
                case "displayName":
                    displayName = new(value.Text(at), at);
                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }

        var isInline = data.Name == "inlineData";
        var wanted = $"{data.Path}.{(isInline ? "data" : "fileUri")}";
        var given = content ?? throw new InvalidConversationException(wanted, $"'{wanted}' is missing.");
        var mediaType = type is { IsEmpty: false } said ? said.ToString() : null;
        if (isInline && mediaType is null)
        {
            throw new InvalidConversationException($"{data.Path}.mimeType", $"'{data.Path}.mimeType' is missing.");
        }

        var source = isInline ? MediaSource.OfBase64(mediaType!, Base64Text.Standard(given)) : MediaSource.OfUrl(given, mediaType);
        return new MediaPart(mediaType is null && IsImage(given) ? MediaKind.Image : KindOf(mediaType), source, data.Path) { Name = displayName };
    }

    // The type of what has a URL may be left out; others want to know whether it is to be looked at or to be read.
    private static bool IsImage(JsonText url)
    {
        var path = url.ToString().Split('?', '#')[0];
        return ImageEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    private static MediaKind KindOf(string? mediaType) => mediaType?.Split('/')[0].ToLowerInvariant() switch
    {
        "image" => MediaKind.Image,
        "audio" => MediaKind.Audio,
        "video" => MediaKind.Video,
        _ => MediaKind.File,
    };
}
