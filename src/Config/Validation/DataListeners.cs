using FerroGate.Config.Model;

namespace FerroGate.Config.Validation;

/// <summary>The addresses that sites listen on.</summary>
internal static class DataListeners
{
    public static IEnumerable<ListenAddress> Of(GatewayConfig config) => (
        from site in config.Sites
        from address in site.Addresses
        from host in config.BindsOf(site).Select(bind => bind.Value).DefaultIfEmpty("")
        select Normal(new ListenAddress(host, address.Value.PortIn(config)))).Distinct();

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
