using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Writes the mark up to which a prompt is worth caching.</summary>
internal static class CacheWriter
{
    public static void Write(Utf8JsonWriter writer, CacheMark? mark, Losses losses)
    {
        if (mark is null)
        {
            return;
        }

        writer.WriteStartObject("cache_control"u8);
        writer.WriteString("type"u8, "ephemeral"u8);
        if (mark.Lifetime is "5m" or "1h")
        {
            writer.WriteString("ttl"u8, mark.Lifetime);
        }
        else if (mark.Lifetime is not null)
        {
            losses.Add(mark.Path, LossReason.Approximated);
        }

        writer.WriteEndObject();
    }
}
