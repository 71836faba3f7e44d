namespace FerroGate.Core.Money.BuiltIn;

/// <summary>Cohere, through its interface that is compatible with OpenAI's.</summary>
internal static class CoherePrices
{
    public static Vendor Vendor { get; } = new("api.cohere.com", "api.cohere.ai")
    {
        { new TokenRates(2.5m, 10), "command-a-03-2025", "command-r-plus", "command-r-plus-08-2024" },
        { new TokenRates(0.15m, 0.6m), "command-r", "command-r-08-2024" },
        { new TokenRates(0.0375m, 0.15m), "command-r7b-12-2024" },
        { new TokenRates(0.12m, 0), "embed-v4.0" },
        { new TokenRates(0.1m, 0), "embed-english-v3.0", "embed-english-light-v3.0", "embed-multilingual-v3.0" },
    };
}
