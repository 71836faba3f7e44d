using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>
/// Reads a <c>usage</c> object of the chat protocol. Names that differ among those who speak it: <c>prompt_tokens_details</c>
/// and <c>completion_tokens_details</c> (OpenAI, Azure, Groq, xAI, OpenRouter), <c>prompt_cache_hit_tokens</c> (DeepSeek),
/// <c>num_cached_tokens</c> and <c>prompt_token_details</c> (Mistral), <c>cached_tokens</c> (Together). xAI alone leaves
/// reasoning out of <c>completion_tokens</c>.
/// </summary>
internal static class ChatUsageReader
{
    private const long MostTokens = 1_000_000_000_000;

    /// <summary>Reads from the start of the object; stands on its end afterwards.</summary>
    public static TokenUsage Read(ref Utf8JsonReader reader)
    {
        var usage = TokenUsage.Unknown;
        long? total = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("prompt_tokens"u8))
            {
                usage = usage with { Input = ReadCounter(ref reader) };
            }
            else if (reader.NameIs("completion_tokens"u8))
            {
                usage = usage with { Output = ReadCounter(ref reader) };
            }
            else if (reader.NameIs("total_tokens"u8))
            {
                total = ReadCounter(ref reader);
            }
            else if (reader.NameIs("prompt_tokens_details"u8) || reader.NameIs("prompt_token_details"u8))
            {
                usage = ReadDetails(ref reader, usage, isInput: true);
            }
            else if (reader.NameIs("completion_tokens_details"u8))
            {
                usage = ReadDetails(ref reader, usage, isInput: false);
            }
            else if (reader.NameIs("prompt_cache_hit_tokens"u8)
                || reader.NameIs("num_cached_tokens"u8)
                || reader.NameIs("cached_tokens"u8))
            {
                var cached = ReadCounter(ref reader);
                usage = usage with { CachedInput = usage.CachedInput ?? cached };
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return WithReasoning(usage, total);
    }

    // OpenAI counts reasoning in `completion_tokens`, xAI beside it; the total tells which of the two it is.
    private static TokenUsage WithReasoning(TokenUsage usage, long? total) =>
        usage is { Input: { } input, Output: { } output, Reasoning: > 0 and var reasoning } && total == input + output + reasoning
            ? usage with { Output = output + reasoning }
            : usage;

    private static TokenUsage ReadDetails(ref Utf8JsonReader reader, TokenUsage usage, bool isInput)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return usage;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (isInput && reader.NameIs("cached_tokens"u8))
            {
                usage = usage with { CachedInput = ReadCounter(ref reader) ?? usage.CachedInput };
            }
            else if (isInput && reader.NameIs("cache_write_tokens"u8))
            {
                // Nobody who reports it here says for how long; five minutes is what the provider behind it does unasked.
                usage = usage with { CacheWrite5m = ReadCounter(ref reader) };
            }
            else if (isInput && reader.NameIs("image_tokens"u8))
            {
                usage = usage with { ImageInput = ReadCounter(ref reader) };
            }
            else if (!isInput && reader.NameIs("reasoning_tokens"u8))
            {
                usage = usage with { Reasoning = ReadCounter(ref reader) };
            }
            else if (reader.NameIs("audio_tokens"u8))
            {
                var audio = ReadCounter(ref reader);
                usage = isInput ? usage with { AudioInput = audio } : usage with { AudioOutput = audio };
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return usage;
    }

    // What is no whole number of at least zero is no counter, and neither is what no model can read or write: sums and
    // costs are made of these.
    private static long? ReadCounter(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) && value is >= 0 and <= MostTokens)
        {
            return value;
        }

        reader.Skip();
        return null;
    }
}
