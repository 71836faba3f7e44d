using System.Text.Json;
using FerroGate.Testing.Recorded;

namespace FerroGate.Server.Tests.Replay;

/// <summary>What a recorded answer itself says that it used: the truth that the ledger is compared with.</summary>
internal sealed record RecordedUsage(
    long Input, long Output, long? CachedInput, long? Reasoning, long? AudioInput, long? AudioOutput, long? ImageInput,
    long? CacheWrite)
{
    /// <summary>The last usage that the answer holds, or <c>null</c>.</summary>
    public static RecordedUsage? Of(RecordedExchange exchange)
    {
        var documents = exchange.IsAnsweredByStream
            ? SseText.Blocks(exchange.ResponseBytes).Select(SseText.Json).OfType<JsonElement>()
            : [JsonElement.Parse(exchange.ResponseBytes)];
        return documents.Select(UsageIn).OfType<JsonElement>().Select(Read).LastOrDefault();
    }

    private static JsonElement? UsageIn(JsonElement document) =>
        Member(document, "usage") ?? (Member(document, "x_groq") is { } groq ? Member(groq, "usage") : null);

    private static RecordedUsage Read(JsonElement usage)
    {
        var input = Number(usage, "prompt_tokens") ?? 0;
        var output = Number(usage, "completion_tokens") ?? 0;
        var prompt = Member(usage, "prompt_tokens_details");
        var completion = Member(usage, "completion_tokens_details");
        var reasoning = Number(completion, "reasoning_tokens");

        // xAI counts reasoning beside the completion, and its total says so; the ledger's output is all that was produced.
        if (reasoning > 0 && Number(usage, "total_tokens") == input + output + reasoning)
            output += reasoning.Value;
        return new RecordedUsage(
            input,
            output,
            Number(prompt, "cached_tokens") ?? Number(usage, "prompt_cache_hit_tokens") ?? Number(usage, "num_cached_tokens"),
            reasoning,
            Number(prompt, "audio_tokens"),
            Number(completion, "audio_tokens"),
            Number(prompt, "image_tokens"),
            Number(prompt, "cache_write_tokens"));
    }

    private static JsonElement? Member(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var member)
        && member.ValueKind == JsonValueKind.Object
            ? member
            : null;

    private static long? Number(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var number)
        && number.ValueKind == JsonValueKind.Number
            ? number.GetInt64()
            : null;
}
