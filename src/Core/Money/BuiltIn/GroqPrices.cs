namespace FerroGate.Core.Money.BuiltIn;

/// <summary>Groq, who serves open models.</summary>
internal static class GroqPrices
{
    public static Vendor Vendor { get; } = new("api.groq.com")
    {
        { new TokenRates(0.15m, 0.6m) { CachedInput = 0.075m }, "openai/gpt-oss-120b" },
        { new TokenRates(0.075m, 0.3m) { CachedInput = 0.0375m }, "openai/gpt-oss-20b" },
        { new TokenRates(1, 3) { CachedInput = 0.5m }, "moonshotai/kimi-k2-instruct-0905" },
        { new TokenRates(0.2m, 0.6m), "meta-llama/llama-4-maverick-17b-128e-instruct" },
        { new TokenRates(0.11m, 0.34m), "meta-llama/llama-4-scout-17b-16e-instruct" },
        { new TokenRates(0.59m, 0.79m), "llama-3.3-70b-versatile" },
        { new TokenRates(0.05m, 0.08m), "llama-3.1-8b-instant" },
        { new TokenRates(0.29m, 0.59m), "qwen/qwen3-32b" },
    };
}
