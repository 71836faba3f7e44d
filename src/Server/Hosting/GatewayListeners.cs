using FerroGate.Config.Model;
using FerroGate.Server.Sites;

namespace FerroGate.Server.Hosting;

/// <summary>The listeners that a config wants.</summary>
internal static class GatewayListeners
{
    private static readonly ListenAddress DefaultAdmin = new("127.0.0.1", 2019);

    /// <summary>Every listener that a config asks for, the admin side's last.</summary>
    public static IEnumerable<Listener> AskedBy(GatewayConfig config) => SiteCompiler.ListenersOf(config).Concat(OfAdmin(config.Admin));

    /// <summary>Those of them that this machine can have.</summary>
    public static IReadOnlyList<Listener> WantedBy(GatewayConfig config)
    {
        var data = SiteCompiler.ListenersOf(config).ToList();

        // A machine without IPv6 is no reason not to serve the addresses that it has.
        return [.. AskedBy(config).Where(listener => listener.Address is not { } address
            || StartCheck.CanBind(address)
            || !data.Any(other => other.Port == listener.Port && other != listener))];
    }

    /// <summary>The listeners of the admin side.</summary>
    public static IEnumerable<Listener> OfAdmin(AdminConfig admin) => admin.Off is { Value: true }
        ? []
        : from address in SiteCompiler.AddressesOf((admin.Listen?.Value ?? DefaultAdmin).Host)
          select new Listener(address, (admin.Listen?.Value ?? DefaultAdmin).Port, IsAdmin: true);
}
