namespace FerroGate.Core.Money.BuiltIn;

/// <summary>xAI: long inputs cost twice as much, answers to them too.</summary>
internal static class XaiPrices
{
    private const long LongInput = 200_000;

    public static Vendor Vendor { get; } = new("api.x.ai")
    {
        { Rates(2, 0.5m, 6), new RateTier(LongInput, Rates(4, 1, 12)), "grok-4.5", "grok-4.5-latest" },
        { Rates(1.25m, 0.2m, 2.5m), new RateTier(LongInput, Rates(2.5m, 0.4m, 5)), "grok-4.3", "grok-4.3-latest" },
        { Rates(2, 0.2m, 6), "grok-4.20-0309-reasoning", "grok-4.20-beta-0309-reasoning", "grok-4.20-beta-0309-non-reasoning" },
    };

    private static TokenRates Rates(decimal input, decimal cached, decimal output) => new(input, output) { CachedInput = cached };
}
