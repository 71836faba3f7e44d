using FerroGate.Ai.Providers;
using FerroGate.Core.Circuits;
using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>What moves for one provider of a revision: its connections, its circuit, and what it turned out not to take.</summary>
internal sealed class ProviderRuntime(Provider provider, IProviderAdapter adapter, HttpMessageInvoker client, Circuit circuit) : IDisposable
{
    private volatile bool _refusesStreamOptions;

    public IProviderAdapter Adapter { get; } = adapter;

    public HttpMessageInvoker Client { get; } = client;

    public Circuit Circuit { get; } = circuit;

    /// <summary>Streams are to ask for usage, and the provider has not refused that in this revision.</summary>
    public bool InjectsStreamUsage => provider.InjectStreamUsage && !_refusesStreamOptions;

    /// <summary>Remembers that the provider takes no <c>stream_options</c>.</summary>
    public void StopInjectingStreamUsage() => _refusesStreamOptions = true;

    public void Dispose() => Client.Dispose();
}
