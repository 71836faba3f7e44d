namespace FerroGate.Core.Money.BuiltIn;

/// <summary>Gemini at Google AI, of accounts that pay. Models that make images or speech are not here: their output is priced by kind.</summary>
internal static class GeminiPrices
{
    private const long LongInput = 200_000;

    public static Vendor Vendor { get; } = new("generativelanguage.googleapis.com")
    {
        { Rates(2, 0.2m, 12), new RateTier(LongInput, Rates(4, 0.4m, 18)), "gemini-3.1-pro-preview", "gemini-3.1-pro-preview-customtools" },
        { Rates(1.5m, 0.15m, 7.5m), "gemini-3.6-flash" },
        { Rates(1.5m, 0.15m, 9, audio: 1), "gemini-3.5-flash" },
        { Rates(0.3m, 0.03m, 2.5m), "gemini-3.5-flash-lite" },
        { Rates(0.25m, 0.025m, 1.5m, audio: 0.5m), "gemini-3.1-flash-lite", "gemini-3.1-flash-lite-preview" },
        { Rates(0.5m, 0.05m, 3, audio: 1), "gemini-3-flash-preview" },
        { Rates(1.25m, 0.125m, 10), new RateTier(LongInput, Rates(2.5m, 0.25m, 15)), "gemini-2.5-pro" },
        { Rates(0.3m, 0.03m, 2.5m, audio: 1), "gemini-2.5-flash" },
        { Rates(0.1m, 0.01m, 0.4m, audio: 0.3m), "gemini-2.5-flash-lite", "gemini-2.5-flash-lite-preview-09-2025" },
        { new TokenRates(0.15m, 0), "gemini-embedding-001" },
    };

    private static TokenRates Rates(decimal input, decimal cached, decimal output, decimal? audio = null) =>
        new(input, output) { CachedInput = cached, AudioInput = audio };
}
