using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>
/// Writes a <c>usageMetadata</c>. Gemini counts thoughts beside the candidates; it has no counter for what is written to a cache,
/// which is in the prompt.
/// </summary>
internal static class UsageWriter
{
    public static void Write(Utf8JsonWriter writer, TokenUsage usage, JsonText? serviceTier)
    {
        writer.WriteStartObject("usageMetadata"u8);
        WriteCounter(writer, "promptTokenCount"u8, usage.Input);
        WriteCounter(writer, "cachedContentTokenCount"u8, usage.CachedInput);
        WriteCounter(writer, "candidatesTokenCount"u8, usage.Output - (usage.Reasoning ?? 0));
        WriteCounter(writer, "thoughtsTokenCount"u8, usage.Reasoning);

        // Google always says it, so its clients may count on it.
        WriteCounter(writer, "totalTokenCount"u8, usage.BudgetTokens);
        WriteDetails(writer, "promptTokensDetails"u8, usage.Input, usage.AudioInput, usage.ImageInput);
        WriteDetails(writer, "candidatesTokensDetails"u8, usage.Output - (usage.Reasoning ?? 0), usage.AudioOutput, null);
        if (serviceTier is { } tier)
        {
            writer.WriteText("serviceTier"u8, tier);
        }

        writer.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? all, long? audio, long? image)
    {
        if (audio is null && image is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        WriteModality(writer, "TEXT"u8, all - (audio ?? 0) - (image ?? 0));
        WriteModality(writer, "AUDIO"u8, audio);
        WriteModality(writer, "IMAGE"u8, image);
        writer.WriteEndArray();
    }

    private static void WriteModality(Utf8JsonWriter writer, ReadOnlySpan<byte> modality, long? count)
    {
        if (count is not > 0)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("modality"u8, modality);
        writer.WriteNumber("tokenCount"u8, count.Value);
        writer.WriteEndObject();
    }

    private static void WriteCounter(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? count)
    {
        if (count is { } value)
        {
            writer.WriteNumber(name, Math.Max(value, 0));
        }
    }
}
