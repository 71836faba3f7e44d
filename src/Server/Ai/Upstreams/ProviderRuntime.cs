using System.Collections.Concurrent;
using FerroGate.Ai.Providers;
using FerroGate.Core.Circuits;
using FerroGate.Core.Routing;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Snapshots;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>What moves for one provider: its connections, what moves of its targets, and what it turned out not to take.</summary>
internal sealed class ProviderRuntime(
    Provider provider, IProviderAdapter adapter, Func<TimeSpan, HttpMessageInvoker> newClient, Lease<TargetStates> targets, TimeProvider clock)
    : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TimeSpan, Lazy<HttpMessageInvoker>> _clients = new();
    private volatile bool _refusesStreamOptions;

    public IProviderAdapter Adapter { get; } = adapter;

    /// <summary>Its connections, of which each must be there within a time; targets that agree about it share them.</summary>
    public HttpMessageInvoker ClientFor(TimeSpan connect) => _clients.GetOrAdd(connect, time => new Lazy<HttpMessageInvoker>(() => newClient(time))).Value;

    /// <summary>What it is shown.</summary>
    public CredentialRing Credentials { get; } = new(provider, clock);

    /// <summary>The circuit of a target of it.</summary>
    public Circuit CircuitOf(Target target) => StateOf(target).Circuit;

    /// <summary>What moves of a target of it.</summary>
    public TargetState StateOf(Target target) => targets.Value.Of(target.ProviderModel, target.ConfiguredModel);

    /// <summary>Streams are to ask for usage, and the provider has not refused that since it was configured like this.</summary>
    public bool InjectsStreamUsage => provider.InjectStreamUsage && !_refusesStreamOptions;

    /// <summary>Remembers that the provider takes no <c>stream_options</c>.</summary>
    public void StopInjectingStreamUsage() => _refusesStreamOptions = true;

    public ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Value.Dispose();
        }

        return targets.DisposeAsync();
    }
}
