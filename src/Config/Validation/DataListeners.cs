using FerroGate.Config.Model;

namespace FerroGate.Config.Validation;

/// <summary>The addresses that sites listen on.</summary>
internal static class DataListeners
{
    public static IEnumerable<ListenAddress> Of(GatewayConfig config) => (
        from site in config.Sites
        from address in site.Addresses
        from listener in Of(config, site, address.Value)
        select listener).Distinct();

    /// <summary>Those of one address of a site, and of what leads to it.</summary>
    public static IEnumerable<ListenAddress> Of(GatewayConfig config, SiteConfig site, SiteAddress address) =>
        from host in config.BindsOf(site).Select(bind => bind.Value).DefaultIfEmpty("")
        from port in config.IsRedirectedTo(site, address) ? [address.PortIn(config), config.PlainPort] : new[] { address.PortIn(config) }
        select Normal(new ListenAddress(host, port));

    /// <summary>The same address in the one way of writing it that can be compared.</summary>
    public static ListenAddress Normal(ListenAddress address) => address with
    {
        Host = address.Host switch
        {
            "localhost" => "127.0.0.1",
            "0.0.0.0" or "::" => "",
            var host => host,
        },
    };
}
