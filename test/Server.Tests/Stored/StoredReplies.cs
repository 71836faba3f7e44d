using FerroGate.Testing.Provider;

namespace FerroGate.Server.Tests.Stored;

/// <summary>What a provider says of a response that it stores.</summary>
internal static class StoredReplies
{
    /// <summary>A response with a message, reasoning and a container; 7 tokens of input and 3 of output.</summary>
    public static Reply Of(string id, string status = "completed") => Reply.Json(Json(id, status));

    public static string Json(string id, string status = "completed", bool store = true)
    {
        var (usage, output) = status is "queued" or "in_progress"
            ? ("null", "[]")
            : ("""{"input_tokens":7,"input_tokens_details":{"cached_tokens":0},"output_tokens":3,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":10}""",
                $$"""[{"type":"reasoning","id":"rs_{{id}}","summary":[]},{"type":"code_interpreter_call","id":"ci_{{id}}","container_id":"cntr_{{id}}","status":"completed","code":"1","outputs":null},{"type":"message","id":"msg_{{id}}","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hello","annotations":[]}]}]""");
        return $$"""{"id":"{{id}}","object":"response","created_at":1700000000,"status":"{{status}}","background":{{(status is "queued" or "in_progress" ? "true" : "false")}},"store":{{(store ? "true" : "false")}},"error":null,"model":"gpt-x","output":{{output}},"usage":{{usage}}}""";
    }

    /// <summary>The beginning of a stream, with an item that is being made.</summary>
    public static string Beginning(string id) =>
        Event("response.created", $$$"""{"type":"response.created","sequence_number":0,"response":{{{Json(id, "in_progress")}}}}""")
        + Event("response.output_item.added", $$$"""{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"type":"message","id":"msg_{{{id}}}","status":"in_progress","role":"assistant","content":[]}}""")
        + Event("response.output_text.delta", $$"""{"type":"response.output_text.delta","sequence_number":2,"item_id":"msg_{{id}}","output_index":0,"content_index":0,"delta":"Hel"}""");

    public static string End(string id) =>
        Event("response.completed", $$$"""{"type":"response.completed","sequence_number":3,"response":{{{Json(id)}}}}""");

    public static Reply Stream(string id) => Reply.Sse(Beginning(id) + End(id));

    private static string Event(string name, string data) => $"event: {name}\ndata: {data}\n\n";
}
