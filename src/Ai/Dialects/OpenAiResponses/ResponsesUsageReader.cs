using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiResponses;

/// <summary>Reads a <c>usage</c> object of the Responses protocol.</summary>
internal static class ResponsesUsageReader
{
    /// <summary>Reads from the start of the object; stands on its end afterwards.</summary>
    public static TokenUsage Read(ref Utf8JsonReader reader)
    {
        var usage = TokenUsage.Unknown;
        long? total = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("input_tokens"u8))
            {
                usage = usage with { Input = reader.ReadCounter() };
            }
            else if (reader.NameIs("output_tokens"u8))
            {
                usage = usage with { Output = reader.ReadCounter() };
            }
            else if (reader.NameIs("total_tokens"u8))
            {
                total = reader.ReadCounter();
            }
            else if (reader.NameIs("input_tokens_details"u8))
            {
                usage = reader.EnterObject() ? ReadInputDetails(ref reader, usage) : usage;
            }
            else if (reader.NameIs("output_tokens_details"u8))
            {
                usage = reader.EnterObject() ? ReadOutputDetails(ref reader, usage) : usage;
            }
            else
            {
                reader.SkipMember();
            }
        }

        return UsageTotals.WithReasoning(usage, total);
    }

    private static TokenUsage ReadInputDetails(ref Utf8JsonReader reader, TokenUsage usage)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("cached_tokens"u8))
            {
                usage = usage with { CachedInput = reader.ReadCounter() };
            }
            else if (reader.NameIs("cache_write_tokens"u8))
            {
                usage = usage with { CacheWrite5m = reader.ReadCounter() };
            }
            else if (reader.NameIs("audio_tokens"u8))
            {
                usage = usage with { AudioInput = reader.ReadCounter() };
            }
            else if (reader.NameIs("image_tokens"u8))
            {
                usage = usage with { ImageInput = reader.ReadCounter() };
            }
            else
            {
                reader.SkipMember();
            }
        }

        return usage;
    }

    private static TokenUsage ReadOutputDetails(ref Utf8JsonReader reader, TokenUsage usage)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("reasoning_tokens"u8))
            {
                usage = usage with { Reasoning = reader.ReadCounter() };
            }
            else if (reader.NameIs("audio_tokens"u8))
            {
                usage = usage with { AudioOutput = reader.ReadCounter() };
            }
            else
            {
                reader.SkipMember();
            }
        }

        return usage;
    }
}
