using System.Text.Json;
using FerroGate.Testing.Recorded;

namespace FerroGate.Server.Tests.Replay;

/// <summary>What a recorded answer itself says that it used: the truth that the ledger is compared with.</summary>
internal sealed record RecordedUsage(long Input, long Output)
{
    public long? CachedInput { get; init; }

    public long? CacheWrite { get; init; }

    public long? CacheWrite1h { get; init; }

    public long? Reasoning { get; init; }

    public long? AudioInput { get; init; }

    public long? AudioOutput { get; init; }

    public long? ImageInput { get; init; }

    /// <summary>The last usage that the answer holds, or <c>null</c>.</summary>
    public static RecordedUsage? Of(RecordedExchange exchange)
    {
        if (exchange.Status != 200)
            return null;
        var documents = exchange.IsAnsweredByStream ? SseText.Documents(exchange.ResponseBytes) : [JsonElement.Parse(exchange.ResponseBytes)];
        return exchange.Api switch
        {
            "chat" => documents.Select(ChatUsageIn).OfType<JsonElement>().Select(OfChat).LastOrDefault(),
            "responses" => documents.Select(json => Member(json, "usage") ?? Member(Member(json, "response"), "usage"))
                .OfType<JsonElement>().Select(OfResponses).LastOrDefault(),
            "embeddings" => documents.Select(json => Member(json, "usage")).OfType<JsonElement>().Select(OfChat).LastOrDefault(),

            // Counting costs nothing.
            "count_tokens" or "countTokens" or "responses-input-tokens" => new RecordedUsage(0, 0),
            "messages" => OfMessages([.. documents.Select(json => Member(json, "usage") ?? Member(Member(json, "message"), "usage")).OfType<JsonElement>()]),
            _ => documents.SelectMany(Items).Select(json => Member(json, "usageMetadata")).OfType<JsonElement>().Select(OfGemini).LastOrDefault(),
        };
    }

    private static IEnumerable<JsonElement> Items(JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [json];

    private static JsonElement? ChatUsageIn(JsonElement document) =>
        Member(document, "usage") ?? (Member(document, "x_groq") is { } groq ? Member(groq, "usage") : null);

    private static RecordedUsage OfChat(JsonElement usage)
    {
        var prompt = Member(usage, "prompt_tokens_details");
        var completion = Member(usage, "completion_tokens_details");
        return OfOpenAi(usage, Number(usage, "prompt_tokens"), Number(usage, "completion_tokens"), Number(completion, "reasoning_tokens")) with
        {
            CachedInput = Number(prompt, "cached_tokens") ?? Number(usage, "prompt_cache_hit_tokens") ?? Number(usage, "num_cached_tokens"),
            AudioInput = Number(prompt, "audio_tokens"),
            AudioOutput = Number(completion, "audio_tokens"),
            ImageInput = Number(prompt, "image_tokens"),
            CacheWrite = Number(prompt, "cache_write_tokens"),
        };
    }

    private static RecordedUsage OfResponses(JsonElement usage)
    {
        var input = Member(usage, "input_tokens_details");
        var output = Member(usage, "output_tokens_details");
        return OfOpenAi(usage, Number(usage, "input_tokens"), Number(usage, "output_tokens"), Number(output, "reasoning_tokens")) with
        {
            CachedInput = Number(input, "cached_tokens"),
            CacheWrite = Number(input, "cache_write_tokens"),
        };
    }

    // xAI counts reasoning beside the output, and its total says so; the ledger's output is all that was produced.
    private static RecordedUsage OfOpenAi(JsonElement usage, long? input, long? output, long? reasoning) =>
        new(input ?? 0, (output ?? 0) + (reasoning > 0 && Number(usage, "total_tokens") == input + output + reasoning ? reasoning.Value : 0))
        {
            Reasoning = reasoning,
        };

    // A stream tells its counters in two parts, and what it says last counts.
    private static RecordedUsage? OfMessages(IReadOnlyList<JsonElement> parts)
    {
        if (parts.Count == 0)
            return null;
        long? Last(string name) => parts.Select(part => Number(part, name)).LastOrDefault(value => value is not null);
        long? LastOf(string name) => parts.Select(part => Number(Member(part, "cache_creation"), name)).LastOrDefault(value => value is not null);
        var written = Last("cache_creation_input_tokens");
        return new RecordedUsage((Last("input_tokens") ?? 0) + (Last("cache_read_input_tokens") ?? 0) + (written ?? 0), Last("output_tokens") ?? 0)
        {
            CachedInput = Last("cache_read_input_tokens"),
            // The end of a stream, and an answer that searched, tell more in all than by life; what nobody says the life of lives five minutes.
            CacheWrite = written is { } all ? Math.Max(LastOf("ephemeral_5m_input_tokens") ?? 0, all - (LastOf("ephemeral_1h_input_tokens") ?? 0)) : LastOf("ephemeral_5m_input_tokens"),
            CacheWrite1h = LastOf("ephemeral_1h_input_tokens"),
            Reasoning = parts.Select(part => Number(Member(part, "output_tokens_details"), "thinking_tokens")).LastOrDefault(value => value is not null),
        };
    }

    private static RecordedUsage OfGemini(JsonElement usage) =>
        new(
            (Number(usage, "promptTokenCount") ?? 0) + (Number(usage, "toolUsePromptTokenCount") ?? 0),
            (Number(usage, "candidatesTokenCount") ?? 0) + (Number(usage, "thoughtsTokenCount") ?? 0))
        {
            CachedInput = Number(usage, "cachedContentTokenCount"),
            Reasoning = Number(usage, "thoughtsTokenCount"),
            AudioInput = Modality(usage, "promptTokensDetails", "AUDIO"),
            ImageInput = Modality(usage, "promptTokensDetails", "IMAGE"),
            AudioOutput = Modality(usage, "candidatesTokensDetails", "AUDIO"),
        };

    private static long? Modality(JsonElement usage, string name, string modality) =>
        usage.TryGetProperty(name, out var list)
            ? list.EnumerateArray().Where(item => item.GetProperty("modality").ToString() == modality).Select(item => Number(item, "tokenCount")).FirstOrDefault()
            : null;

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
