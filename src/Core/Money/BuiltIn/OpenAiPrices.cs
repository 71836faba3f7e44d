namespace FerroGate.Core.Money.BuiltIn;

/// <summary>OpenAI. What always searches the web, makes images or is paid by the minute is not here: tokens are not all that it costs.</summary>
internal static class OpenAiPrices
{
    private const long LongInput = 272_000;

    public static Vendor Vendor { get; } = new("api.openai.com")
    {
        { Rates(5, 0.5m, 30, write: 6.25m), new RateTier(LongInput, Rates(10, 1, 45, write: 12.5m)), "gpt-5.6", "gpt-5.6-sol" },
        { Rates(2, 0.2m, 12, write: 2.5m), new RateTier(LongInput, Rates(4, 0.4m, 18, write: 5)), "gpt-5.6-terra" },
        { Rates(0.2m, 0.02m, 1.2m, write: 0.25m), new RateTier(LongInput, Rates(0.4m, 0.04m, 1.8m, write: 0.5m)), "gpt-5.6-luna" },
        { Rates(5, 0.5m, 30), new RateTier(LongInput, Rates(10, 1, 45)), "gpt-5.5", "gpt-5.5-2026-04-23" },
        { Rates(30, 3, 180), new RateTier(LongInput, Rates(60, 6, 270)), "gpt-5.5-pro", "gpt-5.5-pro-2026-04-23" },
        { Rates(2.5m, 0.25m, 15), new RateTier(LongInput, Rates(5, 0.5m, 22.5m)), "gpt-5.4", "gpt-5.4-2026-03-05" },
        { Rates(30, 3, 180), new RateTier(LongInput, Rates(60, 6, 270)), "gpt-5.4-pro", "gpt-5.4-pro-2026-03-05" },
        { Rates(0.75m, 0.075m, 4.5m), "gpt-5.4-mini", "gpt-5.4-mini-2026-03-17" },
        { Rates(0.2m, 0.02m, 1.25m), "gpt-5.4-nano", "gpt-5.4-nano-2026-03-17" },
        { Rates(1.75m, 0.175m, 14), "gpt-5.3-codex", "gpt-5.3-chat-latest" },
        { Rates(1.75m, 0.175m, 14), "gpt-5.2", "gpt-5.2-2025-12-11", "gpt-5.2-chat-latest", "gpt-5.2-codex" },
        { new TokenRates(21, 168), "gpt-5.2-pro", "gpt-5.2-pro-2025-12-11" },
        { Rates(1.25m, 0.125m, 10), "gpt-5.1", "gpt-5.1-2025-11-13", "gpt-5.1-chat-latest", "gpt-5.1-codex", "gpt-5.1-codex-max" },
        { Rates(0.25m, 0.025m, 2), "gpt-5.1-codex-mini" },
        { Rates(1.25m, 0.125m, 10), "gpt-5", "gpt-5-2025-08-07", "gpt-5-chat-latest", "gpt-5-codex" },
        { Rates(0.25m, 0.025m, 2), "gpt-5-mini", "gpt-5-mini-2025-08-07" },
        { Rates(0.05m, 0.005m, 0.4m), "gpt-5-nano", "gpt-5-nano-2025-08-07" },
        { new TokenRates(15, 120), "gpt-5-pro", "gpt-5-pro-2025-10-06" },
        { Rates(2, 0.5m, 8), "gpt-4.1", "gpt-4.1-2025-04-14" },
        { Rates(0.4m, 0.1m, 1.6m), "gpt-4.1-mini", "gpt-4.1-mini-2025-04-14" },
        { Rates(0.1m, 0.025m, 0.4m), "gpt-4.1-nano", "gpt-4.1-nano-2025-04-14" },
        { Rates(2.5m, 1.25m, 10), "gpt-4o", "gpt-4o-2024-08-06", "gpt-4o-2024-11-20" },
        { new TokenRates(5, 15), "gpt-4o-2024-05-13", "chatgpt-4o-latest" },
        { Rates(0.15m, 0.075m, 0.6m), "gpt-4o-mini", "gpt-4o-mini-2024-07-18" },
        { Audio(new TokenRates(2.5m, 10), 32, 64), "gpt-audio", "gpt-audio-2025-08-28", "gpt-audio-1.5" },
        { Audio(new TokenRates(0.6m, 2.4m), 10, 20), "gpt-audio-mini", "gpt-audio-mini-2025-10-06", "gpt-audio-mini-2025-12-15" },
        { Audio(new TokenRates(2.5m, 10), 40, 80), "gpt-4o-audio-preview", "gpt-4o-audio-preview-2024-12-17", "gpt-4o-audio-preview-2025-06-03" },
        { Audio(new TokenRates(0.15m, 0.6m), 10, 20), "gpt-4o-mini-audio-preview", "gpt-4o-mini-audio-preview-2024-12-17" },
        { Rates(15, 7.5m, 60), "o1", "o1-2024-12-17" },
        { new TokenRates(150, 600), "o1-pro", "o1-pro-2025-03-19" },
        { Rates(2, 0.5m, 8), "o3", "o3-2025-04-16" },
        { Rates(1.1m, 0.55m, 4.4m), "o3-mini", "o3-mini-2025-01-31" },
        { new TokenRates(20, 80), "o3-pro", "o3-pro-2025-06-10" },
        { Rates(1.1m, 0.275m, 4.4m), "o4-mini", "o4-mini-2025-04-16" },
        { Rates(1.5m, 0.375m, 6), "codex-mini-latest" },
        { new TokenRates(10, 30), "gpt-4-turbo", "gpt-4-turbo-2024-04-09" },
        { new TokenRates(30, 60), "gpt-4", "gpt-4-0613" },
        { new TokenRates(0.5m, 1.5m), "gpt-3.5-turbo", "gpt-3.5-turbo-0125" },
        { new TokenRates(0.13m, 0), "text-embedding-3-large" },
        { new TokenRates(0.02m, 0), "text-embedding-3-small" },
        { new TokenRates(0.1m, 0), "text-embedding-ada-002" },
    };

    private static TokenRates Rates(decimal input, decimal cached, decimal output, decimal? write = null) =>
        new(input, output) { CachedInput = cached, CacheWrite = write };

    private static TokenRates Audio(TokenRates text, decimal input, decimal output) =>
        text with { AudioInput = input, AudioOutput = output };
}
