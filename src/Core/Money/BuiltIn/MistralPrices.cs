namespace FerroGate.Core.Money.BuiltIn;

/// <summary>Mistral.</summary>
internal static class MistralPrices
{
    public static Vendor Vendor { get; } = new("api.mistral.ai")
    {
        { new TokenRates(0.5m, 1.5m), "mistral-large-latest", "mistral-large-2512", "mistral-large-3" },
        { new TokenRates(2, 6), "mistral-large-2411" },
        { new TokenRates(1.5m, 7.5m), "mistral-medium-latest", "mistral-medium-2604", "mistral-medium-3-5" },
        { new TokenRates(0.4m, 2), "mistral-medium-2505", "mistral-medium-2508", "mistral-medium-3-1-2508" },
        { new TokenRates(2, 5), "magistral-medium-latest", "magistral-medium-2506", "magistral-medium-2509", "magistral-medium-1-2-2509" },
        { new TokenRates(0.5m, 1.5m), "magistral-small-latest", "magistral-small-2506", "magistral-small-1-2-2509" },
        { new TokenRates(0.2m, 0.2m), "ministral-3-14b-2512" },
        { new TokenRates(0.15m, 0.15m), "ministral-3-8b-2512", "ministral-8b-2512", "ministral-8b-latest" },
        { new TokenRates(0.1m, 0.1m), "ministral-3-3b-2512" },
        { new TokenRates(0.3m, 0.9m), "codestral-2508" },
        { new TokenRates(0.4m, 2), "devstral-latest", "devstral-2512", "devstral-medium-latest", "devstral-medium-2507" },
        { new TokenRates(0.1m, 0.3m), "devstral-small-latest", "devstral-small-2505", "devstral-small-2507", "labs-devstral-small-2512" },
        { new TokenRates(2, 6), "pixtral-large-latest", "pixtral-large-2411" },
        { new TokenRates(0.15m, 0.15m), "pixtral-12b-2409" },
        { new TokenRates(0.3m, 0.3m), "open-mistral-nemo", "open-mistral-nemo-2407" },
        { new TokenRates(0.1m, 0), "mistral-embed" },
        { new TokenRates(0.15m, 0), "codestral-embed", "codestral-embed-2505" },
    };
}
