namespace FerroGate.Ai.Tests.Translation;

/// <summary>Which differences between two requests the loss of a member explains.</summary>
internal static class RequestFields
{
    private static readonly (string Difference, string[] Names)[] Fields =
    [
        ("temperature:", ["temperature"]),
        ("top_p:", ["top_p", "topP"]),
        ("top_k:", ["top_k", "topK"]),
        ("seed:", ["seed"]),
        ("n:", ["n", "candidateCount"]),
        ("frequency penalty:", ["frequency_penalty", "frequencyPenalty"]),
        ("presence penalty:", ["presence_penalty", "presencePenalty"]),
        ("logprobs:", ["logprobs", "include", "top_logprobs", "responseLogprobs"]),
        ("user:", ["user", "safety_identifier", "user_id"]),
        ("metadata:", ["metadata", "labels"]),
        ("max output tokens:", ["max_completion_tokens", "max_tokens", "max_output_tokens", "maxOutputTokens"]),
        ("parallel tool calls:", ["parallel_tool_calls", "disable_parallel_tool_use"]),
        ("reasoning effort:", ["reasoning_effort", "reasoning", "effort", "thinking", "thinkingConfig"]),
        ("reasoning budget:", ["thinking", "thinkingConfig", "thinkingBudget"]),
        ("stop:", ["stop", "stop_sequences", "stopSequences"]),
        ("format", ["response_format", "format", "output_format", "output_config", "responseSchema", "responseJsonSchema", "responseMimeType"]),
        ("top_logprobs:", ["top_logprobs", "logprobs", "include"]),
        ("service tier:", ["service_tier", "serviceTier"]),
        ("tool choice:", ["tool_choice", "toolConfig"]),
        ("tool:", ["tools", "functions"]),
        ("turn:", ["messages", "input", "contents"]),
        ("system:", ["messages", "input", "contents"]),
    ];

    /// <param name="path">The path of the loss.</param>
    /// <param name="difference">The difference, which begins with the name of what differs.</param>
    public static bool Explains(string path, string difference) =>
        Fields.Any(field => difference.StartsWith(field.Difference, StringComparison.Ordinal)
            && path.Split('.').Any(step => field.Names.Contains(step.Replace("[*]", "", StringComparison.Ordinal), StringComparer.Ordinal)));
}
