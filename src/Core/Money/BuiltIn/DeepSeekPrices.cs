namespace FerroGate.Core.Money.BuiltIn;

/// <summary>DeepSeek.</summary>
internal static class DeepSeekPrices
{
    public static Vendor Vendor { get; } = new("api.deepseek.com")
    {
        { new TokenRates(0.435m, 0.87m) { CachedInput = 0.003625m }, "deepseek-v4-pro" },
        { new TokenRates(0.14m, 0.28m) { CachedInput = 0.0028m }, "deepseek-v4-flash" },
        { new TokenRates(0.28m, 0.42m) { CachedInput = 0.028m }, "deepseek-chat", "deepseek-reasoner" },
    };
}
