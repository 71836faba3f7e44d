using FerroGate.Ai.Providers;
using FerroGate.Core.Circuits;
using FerroGate.Core.Routing;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Snapshots;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>What moves for one provider: its connections, what moves of its targets, and what it turned out not to take.</summary>
internal sealed class ProviderRuntime(
    Provider provider, IProviderAdapter adapter, HttpMessageInvoker client, Lease<TargetStates> targets, TimeProvider clock)
    : IAsyncDisposable
{
    private volatile bool _refusesStreamOptions;

    public IProviderAdapter Adapter { get; } = adapter;

    public HttpMessageInvoker Client { get; } = client;

    /// <summary>What it is shown.</summary>
    public CredentialRing Credentials { get; } = new(provider, clock);

    /// <summary>The circuit of one of its models.</summary>
    public Circuit CircuitOf(string model) => StateOf(model).Circuit;

    /// <summary>What moves of one of its models.</summary>
    public TargetState StateOf(string model) => targets.Value.Of(model);

    /// <summary>Streams are to ask for usage, and the provider has not refused that since it was configured like this.</summary>
    public bool InjectsStreamUsage => provider.InjectStreamUsage && !_refusesStreamOptions;

    /// <summary>Remembers that the provider takes no <c>stream_options</c>.</summary>
    public void StopInjectingStreamUsage() => _refusesStreamOptions = true;

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return targets.DisposeAsync();
    }
}
