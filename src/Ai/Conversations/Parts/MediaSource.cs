using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Parts;

/// <summary>Where the bytes of media are. Exactly one of the three is given.</summary>
public sealed record MediaSource
{
    private MediaSource()
    {
    }

    /// <summary>A URL that is not a <c>data:</c> one.</summary>
    public JsonText? Url { get; private init; }

    /// <summary>The bytes as base64, not split and not checked.</summary>
    public JsonText? Base64 { get; private init; }

    /// <summary>The name under which the provider has stored it.</summary>
    public JsonText? FileId { get; private init; }

    /// <summary>The media type, such as <c>image/png</c>; <c>null</c> where nobody says.</summary>
    public string? MediaType { get; private init; }

    public static MediaSource OfUrl(JsonText url, string? mediaType = null) => new() { Url = url, MediaType = mediaType };

    /// <summary>Of bytes as base64; Google takes the alphabet for URLs too (RFC 4648, section 5), which nobody else does.</summary>
    public static MediaSource OfBase64(string mediaType, JsonText base64) => new() { Base64 = Standard(base64), MediaType = mediaType };

    public static MediaSource OfFile(JsonText id) => new() { FileId = id };

    /// <summary>Of what stands where a URL is wanted: a <c>data:</c> URL holds the bytes (RFC 2397).</summary>
    public static MediaSource OfUrlOrData(JsonText url)
    {
        var escaped = url.Escaped;
        if (!escaped.StartsWith("data:"u8) || escaped.IndexOf((byte)',') is not (> 0 and var comma))
        {
            return OfUrl(url);
        }

        var head = JsonText.OfEscaped(escaped["data:".Length..comma]).ToString();
        return head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
            ? OfBase64(head.Split(';')[0], JsonText.OfEscaped(escaped[(comma + 1)..]))
            : OfUrl(url);
    }

    private static JsonText Standard(JsonText base64)
    {
        if (!base64.Escaped.ContainsAny((byte)'-', (byte)'_'))
        {
            return base64;
        }

        var escaped = base64.Escaped.ToArray();
        escaped.AsSpan().Replace((byte)'-', (byte)'+');
        escaped.AsSpan().Replace((byte)'_', (byte)'/');
        var missing = (4 - (escaped.Length % 4)) % 4;
        return JsonText.OfEscaped([.. escaped, .. Enumerable.Repeat((byte)'=', missing)]);
    }

    /// <summary>The <c>data:</c> URL of bytes.</summary>
    /// <exception cref="InvalidOperationException">There are no bytes.</exception>
    public JsonText DataUrl() => Base64 is { } base64
        ? JsonText.Join(default, [JsonText.Of($"data:{MediaType};base64,"), base64])
        : throw new InvalidOperationException("There are no bytes.");
}
