namespace FerroGate.Fuzz.Targets;

/// <summary>Requests, answers and events of the dialects, to begin from.</summary>
internal static class DialectTexts
{
    public static IReadOnlyList<string> Messages { get; } =
    [
        """{"model":"m","max_tokens":9,"stream":true,"system":"x","messages":[{"role":"user","content":[{"type":"document","source":{"type":"text","data":"x y"}}]}]}""",
        """{"type":"message","content":[{"type":"text","text":"hi"}],"usage":{"input_tokens":5,"cache_creation_input_tokens":3,"cache_creation":{"ephemeral_1h_input_tokens":2},"output_tokens":2}}""",
        """{"type":"message_start","message":{"usage":{"input_tokens":5,"output_tokens":1}}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"h\ud83d"}}""",
        """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":12}}""",
        """{"type":"message_stop"}""",
        """{"type":"error","error":{"type":"overloaded_error"}}""",
    ];

    public static IReadOnlyList<string> MessagesWords { get; } =
        ["model", "messages", "max_tokens", "type", "message", "usage", "delta", "content_block", "input_tokens", "cache_creation", "message_stop", "error"];

    public static IReadOnlyList<string> Responses { get; } =
    [
        """{"model":"m","input":[{"type":"message","content":"x"}],"max_output_tokens":9,"stream":true}""",
        """{"model":"m","input":[{"type":"item_reference","id":"a"}],"previous_response_id":null}""",
        """{"status":"completed","output":[{"content":[]}],"usage":{"input_tokens":5,"input_tokens_details":{"cached_tokens":1},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":1},"total_tokens":7}}""",
        """{"type":"response.output_text.delta","delta":"h\ud83d","sequence_number":4}""",
        """{"type":"response.completed","response":{"status":"completed","usage":{"input_tokens":1,"output_tokens":2}},"sequence_number":9}""",
        """{"type":"error","code":"x","sequence_number":1}""",
    ];

    public static IReadOnlyList<string> ResponsesWords { get; } =
        ["model", "input", "type", "item_reference", "previous_response_id", "conversation", "background", "response", "usage", "status", "failed", "sequence_number"];

    public static IReadOnlyList<string> Generate { get; } =
    [
        """{"contents":[{"parts":[{"inlineData":{"mimeType":"a/b","data":"AAAA"}}]}],"generationConfig":{"maxOutputTokens":9,"candidate_count":2}}""",
        """{"candidates":[{"content":{"parts":[{"text":"h\ud83d"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1,"thoughtsTokenCount":2,"totalTokenCount":3,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":1}]}}""",
        """[{"candidates":[]},{"candidates":[{"finishReason":1}]}]""",
        """{"promptFeedback":{"blockReason":"SAFETY"}}""",
        """{"error":{"code":503,"status":"UNAVAILABLE"}}""",
    ];

    public static IReadOnlyList<string> GenerateWords { get; } =
        ["contents", "generationConfig", "generation_config", "maxOutputTokens", "max_output_tokens", "candidates", "finishReason", "usageMetadata", "promptFeedback", "blockReason", "modality"];
}
