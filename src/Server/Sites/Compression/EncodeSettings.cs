using System.Globalization;
using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Sites.Compression;

/// <summary>What <c>encode</c> compresses, and how.</summary>
/// <param name="Formats">The codings in the order in which they are taken when the client does not mind.</param>
/// <param name="MinimumLength">What is not longer than this is sent as it is.</param>
/// <param name="Matches">Whether a response, of which only the headers are known, is to be compressed.</param>
internal sealed record EncodeSettings(IReadOnlyList<EncodeFormat> Formats, int MinimumLength, Func<SiteRequest, bool> Matches)
{
    public const int DefaultMinimumLength = 512;

    // Caddy's list, from the documentation of `encode`; each also with what follows it.
    private static readonly string[] CompressibleTypes =
    [
        "application/atom+xml", "application/eot", "application/font", "application/geo+json", "application/graphql+json",
        "application/javascript", "application/json", "application/ld+json", "application/manifest+json", "application/opentype",
        "application/otf", "application/rss+xml", "application/truetype", "application/ttf", "application/vnd.api+json",
        "application/vnd.ms-fontobject", "application/wasm", "application/x-httpd-cgi", "application/x-javascript",
        "application/x-opentype", "application/x-otf", "application/x-perl", "application/x-protobuf", "application/x-ttf",
        "application/xhtml+xml", "application/xml", "font/ttf", "font/otf", "image/svg+xml", "image/vnd.microsoft.icon", "image/x-icon",
        "multipart/bag", "multipart/mixed", "text/",
    ];

    /// <summary>The settings of a config. Without encoders it is zstd, then gzip.</summary>
    public static EncodeSettings Of(EncodeConfig config, TemplateCompiler templates)
    {
        IReadOnlyList<EncodeFormat> formats =
            config.Encoders.Count > 0 ? [.. config.Encoders.Select(FormatOf)] : [EncodeFormat.Zstd(), EncodeFormat.Gzip()];
        return new EncodeSettings(
            formats,
            (int)Math.Min(config.MinimumLength?.Value ?? DefaultMinimumLength, int.MaxValue),
            config.When is { } when ? new ResponseCondition(when, templates).Matches : IsCompressibleType);
    }

    public static bool IsCompressibleType(SiteRequest request) =>
        request.Response.ContentType is { } type && CompressibleTypes.Any(known => type.StartsWith(known, StringComparison.OrdinalIgnoreCase));

    private static EncodeFormat FormatOf(EncoderConfig encoder) => encoder.Format!.Value switch
    {
        EncodingFormat.Zstd => EncodeFormat.Zstd(encoder.Level?.Value),
        _ when encoder.Level is { } level => EncodeFormat.Gzip(int.Parse(level.Value, CultureInfo.InvariantCulture)),
        _ => EncodeFormat.Gzip(),
    };
}
