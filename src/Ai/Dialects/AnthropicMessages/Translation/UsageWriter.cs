using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>
/// Writes counters as <c>usage</c>. Here <c>input_tokens</c> leaves out what was read from a cache or written to one, and counters that
/// nobody told are <c>null</c>, except where they must be numbers.
/// </summary>
internal static class UsageWriter
{
    public static void Write(Utf8JsonWriter writer, TokenUsage usage, JsonText? serviceTier, Losses losses)
    {
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("input_tokens"u8, FreshOf(usage) ?? 0);
        WriteCounters(writer, usage);
        writer.WriteNull("inference_geo"u8);
        writer.WritePropertyName("service_tier"u8);
        WriteTier(writer, serviceTier, losses);
        writer.WriteEndObject();
    }

    /// <summary>The counters of the event that ends a stream.</summary>
    public static void WriteFinal(Utf8JsonWriter writer, TokenUsage usage)
    {
        writer.WriteStartObject("usage"u8);
        WriteCounter(writer, "input_tokens"u8, FreshOf(usage));
        WriteCounters(writer, usage);
        writer.WriteEndObject();
    }

    private static long? WritesOf(TokenUsage usage) =>
        usage.CacheWrite5m is null && usage.CacheWrite1h is null ? null : (usage.CacheWrite5m ?? 0) + (usage.CacheWrite1h ?? 0);

    // What no cache had to do with.
    private static long? FreshOf(TokenUsage usage) =>
        usage.Input is { } input ? Math.Max(0, input - (usage.CachedInput ?? 0) - (WritesOf(usage) ?? 0)) : null;

    private static void WriteCounters(Utf8JsonWriter writer, TokenUsage usage)
    {
        var writes = WritesOf(usage);
        WriteCounter(writer, "cache_creation_input_tokens"u8, writes);
        WriteCounter(writer, "cache_read_input_tokens"u8, usage.CachedInput);
        if (writes is null)
        {
            writer.WriteNull("cache_creation"u8);
        }
        else
        {
            writer.WriteStartObject("cache_creation"u8);
            writer.WriteNumber("ephemeral_5m_input_tokens"u8, usage.CacheWrite5m ?? 0);
            writer.WriteNumber("ephemeral_1h_input_tokens"u8, usage.CacheWrite1h ?? 0);
            writer.WriteEndObject();
        }

        writer.WriteNumber("output_tokens"u8, usage.Output ?? 0);
        if (usage.Reasoning is { } reasoning)
        {
            writer.WriteStartObject("output_tokens_details"u8);
            writer.WriteNumber("thinking_tokens"u8, reasoning);
            writer.WriteEndObject();
        }

        writer.WriteNull("server_tool_use"u8);
    }

    private static void WriteCounter(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? counter)
    {
        if (counter is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteTier(Utf8JsonWriter writer, JsonText? tier, Losses losses)
    {
        switch (tier?.ToString())
        {
            case "standard" or "default":
                writer.WriteStringValue("standard"u8);
                break;
            case "priority" or "batch":
                writer.WriteText(tier.Value);
                break;
            case null or "":
                writer.WriteNullValue();
                break;
            default:
                losses.Add("service_tier", LossReason.Value);
                writer.WriteNullValue();
                break;
        }
    }
}
