using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary><c>[[upstreams]]</c>: servers that routes name.</summary>
internal sealed record RouteUpstream
{
    public Setting<string>? Name { get; init; }

    /// <summary>One address.</summary>
    public Setting<string>? Url { get; init; }

    /// <summary>Further ones.</summary>
    public IReadOnlyList<Setting<string>> Urls { get; init; } = [];

    public Setting<bool>? Enabled { get; init; }

    /// <summary>All of them, the first first.</summary>
    public IEnumerable<Setting<string>> AllUrls => Url is null ? Urls : Urls.Prepend(Url);

    /// <summary>The same without their path.</summary>
    public IReadOnlyList<Setting<UpstreamAddress>> Addresses =>
    [
        .. AllUrls.Select(url => url.As(AddressOf(new Uri(url.Value)))),
    ];

    /// <summary>The path that all of them have; empty where there is none.</summary>
    public string BasePath => AllUrls.FirstOrDefault() is { } first ? new Uri(first.Value).AbsolutePath.TrimEnd('/') : "";

    private static UpstreamAddress AddressOf(Uri url) => UpstreamAddress.Of(
        url.Scheme == Uri.UriSchemeHttps ? UpstreamScheme.Https : UpstreamScheme.Http, url.IdnHost.Trim('[', ']'), url.Port);
}
