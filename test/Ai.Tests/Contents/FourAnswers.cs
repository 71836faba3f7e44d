using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Contents;

/// <summary>One answer, written by hand in each of the four protocols.</summary>
internal static class FourAnswers
{
    public static IReadOnlyDictionary<Protocol, string> All { get; } = new Dictionary<Protocol, string>
    {
        [Protocol.Chat] = """
            {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant",
            "content":"I look.","reasoning_content":"Hm.","tool_calls":[{"id":"t1","type":"function","function":{"name":"weather","arguments":"{\"days\": 1.50, \"city\": \"K\\u00f6ln\"}"}}]}}],
            "usage":{"prompt_tokens":110,"completion_tokens":25,"total_tokens":135,"prompt_tokens_details":{"cached_tokens":30},"completion_tokens_details":{"reasoning_tokens":5}}}
            """,
        [Protocol.Responses] = """
            {"id":"r1","object":"response","model":"m","status":"completed","output":[{"type":"reasoning","id":"rs1","summary":[{"type":"summary_text","text":"Hm."}]},
            {"type":"message","id":"m1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"I look.","annotations":[]}]},
            {"type":"function_call","id":"f1","call_id":"t9","name":"weather","arguments":"{\"city\":\"Köln\",\"days\":1.50}","status":"completed"}],
            "usage":{"input_tokens":110,"output_tokens":25,"total_tokens":135,"input_tokens_details":{"cached_tokens":30},"output_tokens_details":{"reasoning_tokens":5}}}
            """,
        [Protocol.Messages] = """
            {"id":"msg1","type":"message","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"Hm.","signature":"s"},{"type":"text","text":"I look."},
            {"type":"tool_use","id":"toolu1","name":"weather","input":{"city":"Köln","days":1.50}}],"stop_reason":"tool_use","stop_sequence":null,
            "usage":{"input_tokens":60,"cache_read_input_tokens":30,"cache_creation_input_tokens":20,"output_tokens":25}}
            """,
        [Protocol.Gemini] = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hm.","thought":true},{"text":"I "},{"text":"look."},{"functionCall":{"name":"weather","args":{"days":1.50,"city":"Köln"}}}]},
            "finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":100,"toolUsePromptTokenCount":10,"cachedContentTokenCount":30,"candidatesTokenCount":20,"thoughtsTokenCount":5,"totalTokenCount":135},"modelVersion":"m","responseId":"g1"}
            """,
    };
}
