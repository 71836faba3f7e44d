using System.Collections.Concurrent;

namespace FerroGate.Core.Routing;

/// <summary>What moves of a provider's targets, one for each of its models: what fails or is slow for one of them may work for another.</summary>
public sealed class TargetStates(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, TargetState> _all = new(StringComparer.Ordinal);

    public TargetState Of(string model) => _all.GetOrAdd(model, static (_, clock) => new TargetState(clock), clock);
}
