using System.Collections.Concurrent;
using FerroGate.Core.Circuits;

namespace FerroGate.Core.Routing;

/// <summary>What moves of a provider's targets, one for each of its models: what fails or is slow for one of them may work for another.</summary>
/// <param name="clock">The clock.</param>
/// <param name="changed">Is told of every change of a circuit, with the name of the model and the one that config gives it.</param>
public sealed class TargetStates(TimeProvider clock, Action<string, string, CircuitChange>? changed = null)
{
    // A client may fill in the names of a wildcard's targets, and nobody may fill memory so.
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<string, Known> _all = new(StringComparer.Ordinal);

    /// <summary>Each model that was asked, by its name and the one that config gives it, which is a pattern where a client has filled it in.</summary>
    public IEnumerable<(string Model, string Configured, TargetState State)> All => _all.Select(known => (known.Key, known.Value.Configured, known.Value.State));

    /// <summary>The state of a model. Where there are very many, names that are new share one.</summary>
    /// <param name="model">The name that the provider knows it by.</param>
    /// <param name="configured">The name that config gives it.</param>
    public TargetState Of(string model, string configured)
    {
        if (_all.TryGetValue(model, out var known))
            return known.State;

        return _all.GetOrAdd(_all.Count < Most ? model : "", New, configured).State;
    }

    private Known New(string model, string configured) =>
        new(configured, new TargetState(clock, changed is null ? null : change => changed(model, configured, change)));

    private sealed record Known(string Configured, TargetState State);
}
