using System.Collections.Concurrent;
using System.Net;
using FerroGate.Ai.Providers;
using FerroGate.Core.Circuits;
using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>The moving parts of every provider that has been asked.</summary>
internal sealed class ProviderRuntimes(TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<Provider, Lazy<ProviderRuntime>> _runtimes = new(ReferenceEqualityComparer.Instance);

    public ProviderRuntime Of(Provider provider, ReliabilitySettings settings) =>
        _runtimes.GetOrAdd(provider, key => new Lazy<ProviderRuntime>(() => Make(key, settings))).Value;

    public void Dispose()
    {
        foreach (var runtime in _runtimes.Values.Where(runtime => runtime.IsValueCreated))
        {
            runtime.Value.Dispose();
        }
    }

    private ProviderRuntime Make(Provider provider, ReliabilitySettings settings)
    {
        var adapter = ProviderTable.Of(provider.Kind);
        var handler = adapter.NewBuiltInHandler(provider, clock) ?? new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = null,
            ConnectTimeout = settings.DispatchTimeout,

            // DNS may change; connections are renewed so that this is noticed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        return new ProviderRuntime(provider, adapter, new HttpMessageInvoker(handler), new Circuit(clock));
    }
}
