using System.Collections.Concurrent;

namespace FerroGate.Core.Circuits;

/// <summary>The circuits of a provider, one for each of its models: what fails for one of them may work for another.</summary>
public sealed class Circuits(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Circuit> _all = new(StringComparer.Ordinal);

    public Circuit Of(string model) => _all.GetOrAdd(model, static (_, clock) => new Circuit(clock), clock);
}
