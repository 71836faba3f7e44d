using System.Collections;

namespace FerroGate.Core.Money.BuiltIn;

/// <summary>Who sells models, and what each of them costs, under all of its names.</summary>
/// <param name="hosts">The hosts at which these are the prices.</param>
internal sealed class Vendor(params string[] hosts) : IEnumerable<KeyValuePair<string, ModelPrice>>
{
    private readonly Dictionary<string, ModelPrice> _prices = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Hosts { get; } = hosts;

    public ModelPrice? Find(string model) => _prices.GetValueOrDefault(model);

    /// <summary>Notes the price of a model, for the table that it is made by.</summary>
    public void Add(TokenRates rates, params ReadOnlySpan<string> names) => Add(new ModelPrice(rates), names);

    /// <summary>The same of a model that charges long inputs by other rates.</summary>
    public void Add(TokenRates rates, RateTier tier, params ReadOnlySpan<string> names) => Add(new ModelPrice(rates) { Tiers = [tier] }, names);

    public IEnumerator<KeyValuePair<string, ModelPrice>> GetEnumerator() => _prices.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(ModelPrice price, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            _prices.Add(name, price);
    }
}
