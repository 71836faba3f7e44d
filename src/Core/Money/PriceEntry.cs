using FerroGate.Core.Keys;

namespace FerroGate.Core.Money;

/// <summary>A price that the config defines, for all models that its names fit.</summary>
/// <param name="Provider">The provider's name, in which <c>*</c> stands for any letters.</param>
/// <param name="ProviderModel">The provider's name of the model; the same.</param>
/// <param name="From">Since when; <see cref="DateTimeOffset.MinValue"/> is always.</param>
/// <param name="Price">What is charged.</param>
public sealed record PriceEntry(string Provider, string ProviderModel, DateTimeOffset From, ModelPrice Price)
{
    public bool Fits(string provider, string providerModel) =>
        NamePatterns.Fits(Provider, provider) && NamePatterns.Fits(ProviderModel, providerModel);

    /// <summary>How much of it must fit letter by letter: what has no star fits best, and then what has the most beside its stars.</summary>
    internal int Closeness
    {
        get
        {
            var stars = Provider.AsSpan().Count('*') + ProviderModel.AsSpan().Count('*');
            return stars == 0 ? int.MaxValue : Provider.Length + ProviderModel.Length - stars;
        }
    }
}
