using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary><c>listen</c>: the one site of a TOML config, with the AI gateway on it.</summary>
internal static class ListenKey
{
    private const int DefaultPort = 8080;
    private const string DefaultHost = "127.0.0.1";

    public static IReadOnlyList<SiteConfig> Read(TomlEntry entry, ConfigContext context) =>
        new OptionReader(TomlOptions.Entry(entry), context).Address() is { } address ? [Site(address.Value, address.Span)] : [];

    /// <summary>The site of a config that does not say where to listen.</summary>
    public static SiteConfig Default(SourceSpan span) => Site(new ListenAddress(DefaultHost, DefaultPort), span);

    private static SiteConfig Site(ListenAddress address, SourceSpan span) => new()
    {
        Addresses = [new(new SiteAddress("", address.Port), span)],
        Binds = address.Host is "" or "0.0.0.0" or "::" ? [] : [new(address.Host, span)],
        Directives = [new AiGatewayConfig(span)],
    };
}
