using System.Text.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Writes the <c>usage</c> object of the chat protocol.</summary>
internal static class ChatUsageWriter
{
    public static void Write(Utf8JsonWriter writer, TokenUsage usage)
    {
        var input = usage.Input ?? 0;
        var output = usage.Output ?? 0;
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("prompt_tokens"u8, input);
        writer.WriteNumber("completion_tokens"u8, output);
        writer.WriteNumber("total_tokens"u8, input + output);
        writer.WriteStartObject("prompt_tokens_details"u8);
        writer.WriteNumber("cached_tokens"u8, usage.CachedInput ?? 0);
        writer.WriteNumber("audio_tokens"u8, usage.AudioInput ?? 0);
        if (usage.ImageInput is { } images)
        {
            writer.WriteNumber("image_tokens"u8, images);
        }

        if (usage.CacheWrite5m is not null || usage.CacheWrite1h is not null)
        {
            writer.WriteNumber("cache_write_tokens"u8, (usage.CacheWrite5m ?? 0) + (usage.CacheWrite1h ?? 0));
        }

        writer.WriteEndObject();
        writer.WriteStartObject("completion_tokens_details"u8);
        writer.WriteNumber("reasoning_tokens"u8, usage.Reasoning ?? 0);
        writer.WriteNumber("audio_tokens"u8, usage.AudioOutput ?? 0);
        writer.WriteNumber("accepted_prediction_tokens"u8, 0);
        writer.WriteNumber("rejected_prediction_tokens"u8, 0);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
