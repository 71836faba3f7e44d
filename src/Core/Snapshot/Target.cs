using System.Collections.Frozen;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;

namespace FerroGate.Core.Snapshot;

/// <summary>A provider's model that can answer for a model of ours.</summary>
/// <param name="Provider">Who is asked.</param>
/// <param name="ProviderModel">The name that the provider knows the model by.</param>
/// <param name="OwnPrice">What it charges where the config says so with the target itself; then no other price counts.</param>
public sealed record Target(Provider Provider, string ProviderModel, ModelPrice? OwnPrice)
{
    /// <summary>What else may be its price, in the order in which it is looked at.</summary>
    public IReadOnlyList<ListedPrice> ListedPrices { get; init; } = [];

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

    /// <summary>What it charges for a request of this time, and who says so; <c>null</c> where nobody does.</summary>
    public ListedPrice? PriceAt(DateTimeOffset time)
    {
        if (OwnPrice is not null)
            return new ListedPrice(OwnPrice, DateTimeOffset.MinValue, PriceSource.Target);

        foreach (var listed in ListedPrices)
        {
            if (listed.From <= time)
                return listed;
        }

        return null;
    }

    /// <summary>What an exchange that was reserved at this time costs; <c>null</c> where its price or a counter is unknown.</summary>
    public NanoUsd? CostOf(TokenUsage usage, DateTimeOffset reservedAt) => PriceAt(reservedAt)?.Price.CostOf(usage);

    /// <summary>The target with something in place of the star of its model, if that has one, and with the prices of that model.</summary>
    public Target Filled(string star, PriceBook prices)
    {
        if (!ModelPattern.Is(ProviderModel))
            return this;

        var name = ModelPattern.Fill(ProviderModel, star);
        return this with { ProviderModel = name, ListedPrices = prices.Of(Provider.Name, Provider.BaseUrl, name) };
    }

    public bool Can(string capability) => Capabilities.Count == 0 || Capabilities.Contains(capability);

    /// <summary>It is the same model of the same provider, whatever else is said of it.</summary>
    public bool IsSameAs(Target other) => Provider.Name == other.Provider.Name && ProviderModel == other.ProviderModel;
}
