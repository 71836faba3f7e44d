using FerroGate.Config.Model;
using FerroGate.Config.Model.Servers;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>Each <c>servers</c> is for a listener that there is, and no two are for the same.</summary>
internal sealed class ServersNameListeners : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        var listeners = DataListeners.Of(config).ToList();
        foreach (var address in config.Servers.Select(server => server.Listener).OfType<Setting<ListenAddress>>())
        {
            if (!listeners.Contains(DataListeners.Normal(address.Value)))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.UnknownReference,
                    address.Span,
                    $"no site listens on `{address.Value}`",
                    listeners.Count > 0 ? $"there are: {string.Join(", ", listeners)}" : null);
            }
        }

        foreach (var same in config.Servers.GroupBy(KeyOf))
        {
            foreach (var server in same.Skip(1))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.DuplicateName,
                    server.Span,
                    same.Key is { } key ? $"there is a `servers` for `{key}` already" : "there is a `servers` for every listener already",
                    "a listener has one `servers`; put the options into it");
            }
        }
    }

    private static ListenAddress? KeyOf(ServerConfig server) => server.Listener is { } listener ? DataListeners.Normal(listener.Value) : null;
}
