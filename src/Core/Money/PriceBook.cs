using FerroGate.Core.Money.BuiltIn;

namespace FerroGate.Core.Money;

/// <summary>What models cost where their targets do not say so themselves: the prices of the config, then those of the program.</summary>
public sealed class PriceBook
{
    private readonly PriceEntry[] _entries;

    /// <param name="entries">The prices of the config; of two names that fit a model equally well the earlier written comes first.</param>
    public PriceBook(IEnumerable<PriceEntry> entries) => _entries =
    [
        .. entries
            .GroupBy(entry => (entry.Provider, entry.ProviderModel))
            .OrderByDescending(history => history.First().Closeness)
            .SelectMany(history => history.OrderByDescending(entry => entry.From)),
    ];

    /// <summary>A book in which the config has written nothing.</summary>
    public static PriceBook Default { get; } = new([]);

    /// <summary>The prices of a model in the order in which they are looked at: the first that has begun is in force.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="address">Where it is: the program knows the prices of the vendors' own hosts only.</param>
    /// <param name="providerModel">The provider's name of the model.</param>
    public IReadOnlyList<ListedPrice> Of(string provider, Uri address, string providerModel)
    {
        var own = _entries
            .Where(entry => entry.Fits(provider, providerModel))
            .Select(entry => new ListedPrice(entry.Price, entry.From, PriceSource.Config));
        return BuiltInPrices.Find(address, providerModel) is { } builtIn
            ? [.. own, new ListedPrice(builtIn, DateTimeOffset.MinValue, PriceSource.BuiltIn)]
            : [.. own];
    }
}
