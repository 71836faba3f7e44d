using FerroGate.Config.Model;
using FerroGate.Config.Model.Servers;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>One server stands behind all listeners, and some of its limits cannot differ between them.</summary>
internal sealed class ServerLimitsAreShared : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        var servers = DataListeners.Of(config).Select(listener => Find(config, listener)).Distinct().ToList();
        Compare("read_header", server => server?.Timeouts?.ReadHeader);
        Compare("idle", server => server?.Timeouts?.Idle);
        Compare("max_header_size", server => server?.MaxHeaderSize);
        Compare("keepalive_interval", server => server?.KeepAliveInterval);

        void Compare<T>(string name, Func<ServerConfig?, Setting<T>?> get)
        {
            var values = servers.Select(get).ToList();
            if (values.DistinctBy(setting => setting is null ? (object?)null : setting.Value).Count() > 1)
            {
                context.Diagnostics.NotSupported(
                    values.OfType<Setting<T>>().Last().Span,
                    $"`{name}` for some listeners only",
                    "give all listeners the same: write it in a `servers` that names none");
            }
        }
    }

    private static ServerConfig? Find(GatewayConfig config, ListenAddress listener) =>
        config.Servers.FirstOrDefault(server => server.Listener is { } named && DataListeners.Normal(named.Value) == listener)
        ?? config.Servers.FirstOrDefault(server => server.Listener is null);
}
