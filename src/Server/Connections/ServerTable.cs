using System.Collections.Frozen;
using FerroGate.Config.Model;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites;

namespace FerroGate.Server.Connections;

/// <summary>Finds the settings of a listener: those that name it, else those that name none.</summary>
internal sealed class ServerTable
{
    private readonly FrozenDictionary<Listener, ServerSettings> _named;
    private readonly ServerSettings _others;

    public ServerTable(GatewayConfig config)
    {
        _others = config.Servers.FirstOrDefault(server => server.Listener is null) is { } all ? new ServerSettings(all) : ServerSettings.Default;
        _named = (
            from server in config.Servers
            let named = server.Listener?.Value
            where named is not null
            let settings = new ServerSettings(server)
            from address in SiteCompiler.AddressesOf(named.Host)
            select KeyValuePair.Create(new Listener(address, named.Port, IsAdmin: false), settings)).ToFrozenDictionary();
    }

    /// <summary>What the one server behind all listeners goes by; validation has seen to it that they agree.</summary>
    public ServerSettings Shared(IEnumerable<Listener> listeners) => listeners.Select(For).FirstOrDefault(_others);

    public ServerSettings For(Listener listener) => _named.GetValueOrDefault(listener, _others);
}
