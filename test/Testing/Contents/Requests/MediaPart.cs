using System.Security.Cryptography;
using System.Text;

namespace FerroGate.Testing.Contents.Requests;

/// <summary>An image, a sound or a file: either where it is, or a hash of what it holds.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Source">The URL, or the id that the vendor gave it.</param>
/// <param name="MediaType">Its media type, where it is said.</param>
/// <param name="Hash">Of the bytes; of the text where it is no base64.</param>
/// <param name="Name">Its file name, which two protocols cannot say. Not compared.</param>
public sealed record MediaPart(MediaKind Kind, string? Source, string? MediaType, string? Hash, string? Name = null) : RequestPart
{
    public override string Said => Source is not null ? $"{Kind}: {Source}" : $"{Kind}: {MediaType} {Hash}";

    /// <summary>What a URL says, which may hold the data itself.</summary>
    public static MediaPart OfUrl(MediaKind kind, string url, string? mediaType = null, string? name = null)
    {
        if (!url.StartsWith("data:", StringComparison.Ordinal) || url.IndexOf(',', StringComparison.Ordinal) is not (> 0 and var comma))
            return new(kind, url, mediaType, Hash: null, name);
        return OfBase64(kind, url["data:".Length..comma].Split(';')[0], url[(comma + 1)..], name);
    }

    public static MediaPart OfBase64(MediaKind kind, string? mediaType, string data, string? name = null) =>
        new(kind, Source: null, Normal(mediaType), HashOf(data), name);

    public static MediaPart OfText(string? mediaType, string text, string? name = null) =>
        new(MediaKind.File, Source: null, Normal(mediaType), HashOf(Encoding.UTF8.GetBytes(text)), name);

    /// <summary>The kind that a media type is of.</summary>
    public static MediaKind KindOf(string? mediaType) => mediaType?.Split('/')[0] switch
    {
        "image" => MediaKind.Image,
        "audio" => MediaKind.Audio,
        _ => MediaKind.File,
    };

    private static string? Normal(string? mediaType) => mediaType switch
    {
        "audio/mp3" or "mp3" => "audio/mpeg",
        "audio/x-wav" or "wav" => "audio/wav",
        "image/jpg" => "image/jpeg",
        _ => mediaType,
    };

    private static string HashOf(string data)
    {
        // Google takes the alphabet for URLs too.
        data = data.Replace('-', '+').Replace('_', '/');
        data += new string('=', (4 - (data.Length % 4)) % 4);
        var bytes = new byte[data.Length];
        return Convert.TryFromBase64String(data, bytes, out var written)
            ? HashOf(bytes.AsSpan(0, written))
            : HashOf(Encoding.UTF8.GetBytes(data));
    }

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
}
