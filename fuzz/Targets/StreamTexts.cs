namespace FerroGate.Fuzz.Targets;

/// <summary>A stream of each dialect, the data of an event on each line: a thought, a text, and the end.</summary>
internal static class StreamTexts
{
    public const string Chat = """
        {"id":"chatcmpl-1","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}
        {"id":"chatcmpl-1","created":1,"model":"m","choices":[{"index":0,"delta":{"reasoning_content":"so "}}]}
        {"id":"chatcmpl-1","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"h\ud83e\udd80"}}]}
        {"id":"chatcmpl-1","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"i"}}]}
        {"id":"chatcmpl-1","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}
        """;

    public const string Messages = """
        {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":7,"output_tokens":1}}}
        {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}
        {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"so "}}
        {"type":"content_block_stop","index":0}
        {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}
        {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"h\ud83e\udd80"}}
        {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"i"}}
        {"type":"content_block_stop","index":1}
        {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}
        {"type":"message_stop"}
        """;

    public const string Responses = """
        {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1,"status":"in_progress","model":"m","output":[]}}
        {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[]}}
        {"type":"response.reasoning_summary_part.added","sequence_number":2,"item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}
        {"type":"response.reasoning_summary_text.delta","sequence_number":3,"item_id":"rs_1","output_index":0,"summary_index":0,"delta":"so "}
        {"type":"response.output_item.done","sequence_number":4,"output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"so "}]}}
        {"type":"response.output_item.added","sequence_number":5,"output_index":1,"item":{"type":"message","id":"msg_1","role":"assistant","content":[]}}
        {"type":"response.content_part.added","sequence_number":6,"item_id":"msg_1","output_index":1,"content_index":0,"part":{"type":"output_text","text":""}}
        {"type":"response.output_text.delta","sequence_number":7,"item_id":"msg_1","output_index":1,"content_index":0,"delta":"h\ud83e\udd80"}
        {"type":"response.output_text.delta","sequence_number":8,"item_id":"msg_1","output_index":1,"content_index":0,"delta":"i"}
        {"type":"response.completed","sequence_number":9,"response":{"id":"resp_1","status":"completed","output":[],"usage":{"input_tokens":1,"output_tokens":2}}}
        """;

    public const string Generate = """
        {"candidates":[{"content":{"parts":[{"text":"so ","thought":true}],"role":"model"},"index":0}],"modelVersion":"m","responseId":"r1"}
        {"candidates":[{"content":{"parts":[{"text":"h\ud83e\udd80"}],"role":"model"},"index":0}],"modelVersion":"m","responseId":"r1"}
        {"candidates":[{"content":{"parts":[{"text":"i"}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"m","responseId":"r1"}
        """;
}
