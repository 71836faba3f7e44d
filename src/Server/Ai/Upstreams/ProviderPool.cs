using System.Net;
using System.Text;
using FerroGate.Ai.Providers;
using FerroGate.Core.Routing;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Connections;
using FerroGate.Server.Snapshots;
using FerroGate.Server.Telemetry;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>
/// The moving parts of all providers. A provider that a new revision leaves as it was keeps all of them; one that has changed
/// gets new connections, and keeps what moves of its targets as long as its name and its address stay: what fails goes on failing.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="watch">Is told what becomes of circuits.</param>
internal sealed class ProviderPool(TimeProvider clock, CircuitWatch watch) : IAsyncDisposable
{
    private readonly SharedPool<Provider, ProviderRuntime> _runtimes = new();
    private readonly SharedPool<(string Name, Uri BaseUrl), TargetStates> _targets = new();

    public Lease<ProviderRuntime> Take(Provider provider) => _runtimes.Take(provider, () => Make(provider));

    /// <summary>The circuit of each target that was asked.</summary>
    public IEnumerable<TargetCircuit> Circuits =>
        from known in _targets.Entries
        from target in known.Value.All
        select new TargetCircuit(known.Key.Name, known.Key.BaseUrl, target.Model, target.Configured, target.State.Circuit.Standing);

    /// <summary>Breaks off whatever still runs.</summary>
    public ValueTask DisposeAsync() => _runtimes.DisposeAsync();

    private ProviderRuntime Make(Provider provider)
    {
        var adapter = ProviderTable.Of(provider.Kind);
        var targets = _targets.Take((provider.Name, provider.BaseUrl), () => new TargetStates(
            clock, (model, configured, change) => watch.Changed(provider.Name, model, configured, change)));
        return new ProviderRuntime(provider, adapter, connect => new HttpMessageInvoker(adapter.NewBuiltInHandler(provider, clock) ?? NewHandler(provider, connect)), targets, clock);
    }

    private static SocketsHttpHandler NewHandler(Provider provider, TimeSpan connect) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = null,

        // As the server reads them: a client's header must not be able to fail here, for that would count against the provider.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ConnectTimeout = connect,
        ConnectCallback = provider.IsPublicOnly ? PublicConnect.ConnectAsync : null,

        // DNS may change; connections are renewed so that this is noticed.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
