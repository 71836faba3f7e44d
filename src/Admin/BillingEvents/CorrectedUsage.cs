using System.Text.Json.Serialization;
using FerroGate.Core.Usage;

namespace FerroGate.Admin.BillingEvents;

/// <summary>Token counters that were wrong, as they are right.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CorrectedUsage
{
    public long? InputTokens { get; init; }

    public long? CachedInputTokens { get; init; }

    [JsonPropertyName("cache_write_5m_tokens")]
    public long? CacheWrite5mTokens { get; init; }

    [JsonPropertyName("cache_write_1h_tokens")]
    public long? CacheWrite1hTokens { get; init; }

    public long? OutputTokens { get; init; }

    public long? ReasoningTokens { get; init; }

    public long? AudioInputTokens { get; init; }

    public long? AudioOutputTokens { get; init; }

    public long? ImageInputTokens { get; init; }

    internal static CorrectedUsage Of(TokenUsage usage) => new()
    {
        InputTokens = usage.Input,
        CachedInputTokens = usage.CachedInput,
        CacheWrite5mTokens = usage.CacheWrite5m,
        CacheWrite1hTokens = usage.CacheWrite1h,
        OutputTokens = usage.Output,
        ReasoningTokens = usage.Reasoning,
        AudioInputTokens = usage.AudioInput,
        AudioOutputTokens = usage.AudioOutput,
        ImageInputTokens = usage.ImageInput,
    };

    internal TokenUsage Read() => new()
    {
        Input = InputTokens,
        CachedInput = CachedInputTokens,
        CacheWrite5m = CacheWrite5mTokens,
        CacheWrite1h = CacheWrite1hTokens,
        Output = OutputTokens,
        Reasoning = ReasoningTokens,
        AudioInput = AudioInputTokens,
        AudioOutput = AudioOutputTokens,
        ImageInput = ImageInputTokens,
    };
}
