namespace FerroGate.Ai.Tests.Translation;

/// <summary>Recorded answers that no other protocol can say the same of, and why.</summary>
internal static class StrangeRecordings
{
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["groq_chat_stream-stream-error_2"] = "the provider fails in the middle",
        ["openai_chat_stream-audio-out_1"] = "it speaks, which is lost and named",
        ["openai_chat_n-many_1"] = "two answers; where a protocol has one, two cannot be asked for",
        ["deepseek_chat_stream-parallel-tool-calls_1"] = "the arguments of a call break off",
        ["openai_responses_stream-incomplete_2"] = "the arguments of a call break off",
        ["azure_chat_json-schema_1"] = "more tokens come from the cache than are in the input",
        ["azure_chat_parallel-tool-calls_3"] = "more tokens come from the cache than are in the input",
    };

    /// <summary>It is one of them.</summary>
    public static bool Has(string name) => Reasons.ContainsKey(name);
}
