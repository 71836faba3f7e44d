using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary>An absolute URL of HTTP.</summary>
internal static class UrlForm
{
    public static ValueForm<string> Value { get; } = Of(Uri.UriSchemeHttp, Uri.UriSchemeHttps);

    /// <summary>One that must be encrypted.</summary>
    public static ValueForm<string> Https { get; } = Of(Uri.UriSchemeHttps).Such("URL", "https://acme.example.com/directory");

    private static ValueForm<string> Of(params IReadOnlyList<string> schemes) => Forms.TextThat(
        "URL",
        text => Uri.TryCreate(text, UriKind.Absolute, out var url) && schemes.Contains(url.Scheme) && url.UserInfo.Length == 0,
        $"must be a URL that begins with {string.Join(" or ", schemes.Select(scheme => scheme + "://"))} and holds no user name",
        DiagnosticCodes.InvalidUrl,
        "https://collector.example.com:4318");
}
