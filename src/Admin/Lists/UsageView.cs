using System.Text.Json.Serialization;
using FerroGate.Core.Usage;

namespace FerroGate.Admin.Lists;

/// <summary>Token counters as the admin API shows them; <c>null</c> is unknown.</summary>
public sealed record UsageView(
    long? InputTokens,
    long? CachedInputTokens,
    [property: JsonPropertyName("cache_write_5m_tokens")] long? CacheWrite5mTokens,
    [property: JsonPropertyName("cache_write_1h_tokens")] long? CacheWrite1hTokens,
    long? OutputTokens,
    long? ReasoningTokens,
    long? AudioInputTokens,
    long? AudioOutputTokens,
    long? ImageInputTokens)
{
    public static UsageView Of(TokenUsage usage) => new(
        usage.Input,
        usage.CachedInput,
        usage.CacheWrite5m,
        usage.CacheWrite1h,
        usage.Output,
        usage.Reasoning,
        usage.AudioInput,
        usage.AudioOutput,
        usage.ImageInput);
}
