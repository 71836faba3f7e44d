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
    /// <summary>Reads from the start of the object; stands on its end afterwards.</summary>
    public static TokenUsage Read(ref Utf8JsonReader reader)
    {
        var usage = TokenUsage.Unknown;
        long? total = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("prompt_tokens"u8))
            {
                usage = usage with { Input = reader.ReadCounter() };
            }
            else if (reader.NameIs("completion_tokens"u8))
            {
                usage = usage with { Output = reader.ReadCounter() };
            }
            else if (reader.NameIs("total_tokens"u8))
            {
                total = reader.ReadCounter();
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
                var cached = reader.ReadCounter();
                usage = usage with { CachedInput = usage.CachedInput ?? cached };
            }
            else
            {
                reader.SkipMember();
            }
        }

        return UsageTotals.WithReasoning(usage, total);
    }

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
                usage = usage with { CachedInput = reader.ReadCounter() ?? usage.CachedInput };
            }
            else if (isInput && reader.NameIs("cache_write_tokens"u8))
            {
                // Nobody who reports it here says for how long; five minutes is what the provider behind it does unasked.
                usage = usage with { CacheWrite5m = reader.ReadCounter() };
            }
            else if (isInput && reader.NameIs("image_tokens"u8))
            {
                usage = usage with { ImageInput = reader.ReadCounter() };
            }
            else if (!isInput && reader.NameIs("reasoning_tokens"u8))
            {
                usage = usage with { Reasoning = reader.ReadCounter() };
            }
            else if (reader.NameIs("audio_tokens"u8))
            {
                var audio = reader.ReadCounter();
                usage = isInput ? usage with { AudioInput = audio } : usage with { AudioOutput = audio };
            }
            else
            {
                reader.SkipMember();
            }
        }

        return usage;
    }
}
