using System.Text.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Writes the <c>usage</c> object of the Responses protocol.</summary>
internal static class ResponsesUsageWriter
{
    public static void Write(Utf8JsonWriter writer, TokenUsage usage)
    {
        var input = usage.Input ?? 0;
        var output = usage.Output ?? 0;
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("input_tokens"u8, input);
        writer.WriteStartObject("input_tokens_details"u8);
        writer.WriteNumber("cached_tokens"u8, usage.CachedInput ?? 0);
        writer.WriteNumber("cache_write_tokens"u8, (usage.CacheWrite5m ?? 0) + (usage.CacheWrite1h ?? 0));
        WriteKnown(writer, "audio_tokens"u8, usage.AudioInput);
        WriteKnown(writer, "image_tokens"u8, usage.ImageInput);
        writer.WriteEndObject();
        writer.WriteNumber("output_tokens"u8, output);
        writer.WriteStartObject("output_tokens_details"u8);
        writer.WriteNumber("reasoning_tokens"u8, usage.Reasoning ?? 0);
        WriteKnown(writer, "audio_tokens"u8, usage.AudioOutput);
        writer.WriteEndObject();
        writer.WriteNumber("total_tokens"u8, input + output);
        writer.WriteEndObject();
    }

    private static void WriteKnown(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? tokens)
    {
        if (tokens is { } known)
        {
            writer.WriteNumber(name, known);
        }
    }
}
