using System.IO.Compression;
using Microsoft.Net.Http.Headers;
using ZstdSharp;

namespace FerroGate.Server.Sites.Compression;

/// <summary>A content coding with its level.</summary>
/// <param name="Name">As in <c>Accept-Encoding</c>.</param>
/// <param name="Compress">Wraps a stream that stays open when the compressing one is closed.</param>
internal sealed record EncodeFormat(string Name, Func<Stream, Stream> Compress)
{
    private const int GzipDefault = 5;

    private string TagEnd => $"-{Name}\"";

    /// <summary>Whether a strong entity tag names an answer in this coding (RFC 9110, section 8.8.3.3).</summary>
    public bool IsTagged(EntityTagHeaderValue tag) => !tag.IsWeak && tag.Tag.AsSpan().EndsWith(TagEnd, StringComparison.Ordinal);

    /// <summary>The tag of the answer as it was before it was compressed.</summary>
    public string Untag(EntityTagHeaderValue tag) => string.Concat(tag.Tag.AsSpan(0, tag.Tag.Length - TagEnd.Length), "\"");

    /// <summary>Makes the tag of an answer that of the compressed one; a weak one stays, for it does not name bytes.</summary>
    public void Tag(IHeaderDictionary response)
    {
        if (response.ETag.ToString() is ['"', .. var opaque, '"'])
            response.ETag = $"\"{opaque}{TagEnd}";
    }

    /// <param name="level">1 (fast) to 9 (small); Caddy's default without one.</param>
    public static EncodeFormat Gzip(int level = GzipDefault) =>
        new("gzip", output => new GZipStream(output, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true));

    /// <summary>Levels as Caddy names them. Windows stay below the 8 MB that browsers take (RFC 9659).</summary>
    /// <param name="level"><c>fastest</c>, <c>default</c>, <c>better</c> or <c>best</c>; null for the default.</param>
    public static EncodeFormat Zstd(string? level = null)
    {
        var number = level switch
        {
            "fastest" => 1,
            "better" => 7,
            "best" => 11,
            _ => 3,
        };
        return new("zstd", output => new CompressionStream(output, number, leaveOpen: true));
    }
}
