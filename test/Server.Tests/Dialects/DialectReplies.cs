using FerroGate.Testing.Provider;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>What a provider of each protocol answers: a greeting, for 7 tokens of input and 3 of output.</summary>
internal static class DialectReplies
{
    public static Reply Plain(string dialect) => Reply.Json(dialect switch
    {
        "chat" => """{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-x","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""",
        "responses" => Response("completed", """[{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hello","annotations":[],"logprobs":[]}]}]"""),
        "messages" => """{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":3}}""",
        _ => """{"candidates":[{"content":{"parts":[{"text":"Hello"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":3,"totalTokenCount":10},"modelVersion":"gemini-x","responseId":"r1"}""",
    });

    /// <summary>It calls <c>get_weather</c> for Paris.</summary>
    public static Reply ToolCall(string dialect) => Reply.Json(dialect switch
    {
        "chat" => """{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-x","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""",
        "responses" => Response("completed", """[{"type":"function_call","id":"fc_1","call_id":"call_1","name":"get_weather","arguments":"{\"city\":\"Paris\"}","status":"completed"}]"""),
        "messages" => """{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Paris"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":3}}""",
        _ => """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"get_weather","args":{"city":"Paris"}},"thoughtSignature":"c2ln"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":3,"totalTokenCount":10},"modelVersion":"gemini-x","responseId":"r1"}""",
    });

    public static Reply Stream(string dialect) => Reply.Sse(string.Concat(Events(dialect)));

    /// <summary>The same stream, event by event.</summary>
    public static IReadOnlyList<string> Events(string dialect) => dialect switch
    {
        "chat" =>
        [
            Data("""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"""),
            Data("""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}"""),
            Data("""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}]}"""),
            Data("""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"""),
            Data("""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-x","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}"""),
            Data("[DONE]"),
        ],
        "responses" =>
        [
            Event("response.created", $$"""{"type":"response.created","sequence_number":0,"response":{{Response("in_progress", "[]")}}}"""),
            Event("response.output_item.added", """{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"type":"message","id":"msg_1","status":"in_progress","role":"assistant","content":[]}}"""),
            Event("response.content_part.added", """{"type":"response.content_part.added","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}"""),
            Event("response.output_text.delta", """{"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hel"}"""),
            Event("response.output_text.delta", """{"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"lo"}"""),
            Event("response.output_text.done", """{"type":"response.output_text.done","sequence_number":5,"item_id":"msg_1","output_index":0,"content_index":0,"text":"Hello"}"""),
            Event("response.content_part.done", """{"type":"response.content_part.done","sequence_number":6,"item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Hello","annotations":[]}}"""),
            Event("response.output_item.done", $$"""{"type":"response.output_item.done","sequence_number":7,"output_index":0,"item":{{Message}}}"""),
            Event("response.completed", $$"""{"type":"response.completed","sequence_number":8,"response":{{Response("completed", $"[{Message}]")}}}"""),
        ],
        "messages" =>
        [
            Event("message_start", """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":1}}}"""),
            Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
            Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hel"}}"""),
            Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"lo"}}"""),
            Event("content_block_stop", """{"type":"content_block_stop","index":0}"""),
            Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":3}}"""),
            Event("message_stop", """{"type":"message_stop"}"""),
        ],
        _ =>
        [
            Data("""{"candidates":[{"content":{"parts":[{"text":"Hel"}],"role":"model"},"index":0}],"modelVersion":"gemini-x","responseId":"r1"}"""),
            Data("""{"candidates":[{"content":{"parts":[{"text":"lo"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":3,"totalTokenCount":10},"modelVersion":"gemini-x","responseId":"r1"}"""),
        ],
    };

    /// <summary>An error of the provider, in its own words.</summary>
    public static Reply Error(string dialect, int status) => Reply.Json(
        dialect switch
        {
            "messages" => """{"type":"error","error":{"type":"overloaded_error","message":"Too many of you"},"request_id":"req_1"}""",
            "gemini" => $$$"""{"error":{"code":{{{status}}},"message":"Too many of you","status":"RESOURCE_EXHAUSTED"}}""",
            _ => """{"error":{"message":"Too many of you","type":"requests","param":null,"code":"rate_limit_exceeded"}}""",
        },
        status);

    private static string Message => """{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hello","annotations":[]}]}""";

    private static string Response(string status, string output)
    {
        var usage = status == "completed" ? """{"input_tokens":7,"output_tokens":3,"total_tokens":10}""" : "null";
        return $$"""{"id":"resp_1","object":"response","created_at":1700000000,"status":"{{status}}","model":"gpt-x","output":{{output}},"usage":""" + usage + "}";
    }

    private static string Data(string json) => $"data: {json}\n\n";

    private static string Event(string name, string json) => $"event: {name}\ndata: {json}\n\n";
}
