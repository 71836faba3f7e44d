using System.Collections.Frozen;
using FerroGate.Core.Money;

namespace FerroGate.Core.Snapshot;

/// <summary>A provider's model that can answer for a model of ours.</summary>
/// <param name="Provider">Who is asked.</param>
/// <param name="ProviderModel">The name that the provider knows the model by.</param>
/// <param name="Price">What it charges; <c>null</c> where nobody said.</param>
public sealed record Target(Provider Provider, string ProviderModel, ModelPrice? Price)
{
    /// <summary>The name of the model as it is configured: a pattern, where a client's own name has filled it in.</summary>
    public string ConfiguredModel { get; init; } = ProviderModel;

    /// <summary>Tokens of question and answer together; <c>null</c> where nobody said.</summary>
    public long? ContextWindow { get; init; }

    /// <summary>How long it may take.</summary>
    public TimeLimits Limits { get; init; } = new();

    /// <summary>Lower is earlier.</summary>
    public int Priority { get; init; }

    /// <summary>Its share among its equals.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What it can do of what its model can; empty is all of it.</summary>
    public FrozenSet<string> Capabilities { get; init; } = [];

    public bool Can(string capability) => Capabilities.Count == 0 || Capabilities.Contains(capability);

    /// <summary>It is the same model of the same provider, whatever else is said of it.</summary>
    public bool IsSameAs(Target other) => Provider.Name == other.Provider.Name && ProviderModel == other.ProviderModel;
}
