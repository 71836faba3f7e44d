using System.Collections.Frozen;

namespace FerroGate.Core.Money.BuiltIn;

/// <summary>
/// The list prices of well-known models, in their vendors' standard tier, as they were on <see cref="AsOf"/>. They hold at the
/// vendors' own hosts: whoever else serves a model of that name takes another price.
/// </summary>
public static class BuiltInPrices
{
    /// <summary>The day on which these facts were gathered.</summary>
    public static DateOnly AsOf { get; } = new(2026, 8, 1);

    internal static IReadOnlyList<Vendor> Vendors { get; } =
    [
        OpenAiPrices.Vendor,
        AnthropicPrices.Vendor,
        GeminiPrices.Vendor,
        XaiPrices.Vendor,
        MistralPrices.Vendor,
        DeepSeekPrices.Vendor,
        CoherePrices.Vendor,
        GroqPrices.Vendor,
    ];

    private static readonly FrozenDictionary<string, Vendor> ByHost = Vendors
        .SelectMany(vendor => vendor.Hosts.Select(host => KeyValuePair.Create(host, vendor)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The price of a model at the host of an address; <c>null</c> where nothing is known of it.</summary>
    public static ModelPrice? Find(Uri address, string providerModel) =>
        ByHost.TryGetValue(address.IdnHost, out var vendor) ? vendor.Find(providerModel) : null;
}
