using System.Collections.Concurrent;

namespace FerroGate.Core.Routing;

/// <summary>What moves of a provider's targets, one for each of its models: what fails or is slow for one of them may work for another.</summary>
public sealed class TargetStates(TimeProvider clock)
{
    // A client may fill in the names of a wildcard's targets, and nobody may fill memory so.
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<string, TargetState> _all = new(StringComparer.Ordinal);

    /// <summary>The state of a model. Where there are very many, names that are new share one.</summary>
    public TargetState Of(string model)
    {
        if (_all.TryGetValue(model, out var known))
            return known;

        return _all.GetOrAdd(_all.Count < Most ? model : "", static (_, clock) => new TargetState(clock), clock);
    }
}
