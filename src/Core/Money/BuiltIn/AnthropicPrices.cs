namespace FerroGate.Core.Money.BuiltIn;

/// <summary>Anthropic: reading from the cache costs a tenth of input, writing to it a quarter more, for an hour twice as much.</summary>
internal static class AnthropicPrices
{
    public static Vendor Vendor { get; } = new("api.anthropic.com")
    {
        { Rates(10, 50), "claude-fable-5" },
        { Rates(5, 25), "claude-opus-5", "claude-opus-4-8", "claude-opus-4-7", "claude-opus-4-7-20260416" },
        { Rates(5, 25), "claude-opus-4-6", "claude-opus-4-6-20260205", "claude-opus-4-5", "claude-opus-4-5-20251101" },
        { Rates(15, 75), "claude-opus-4-1", "claude-opus-4-1-20250805" },
        { Rates(2, 10), "claude-sonnet-5" },
        { Rates(3, 15), "claude-sonnet-4-6" },
        { Rates(3, 15), new RateTier(200_000, Rates(6, 22.5m)), "claude-sonnet-4-5", "claude-sonnet-4-5-20250929" },
        { Rates(1, 5), "claude-haiku-4-5", "claude-haiku-4-5-20251001" },
    };

    private static TokenRates Rates(decimal input, decimal output) => new(input, output)
    {
        CachedInput = input * 0.1m,
        CacheWrite = input * 1.25m,
        CacheWrite1h = input * 2,
    };
}
