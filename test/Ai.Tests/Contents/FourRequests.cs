using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Contents;

/// <summary>One request, written by hand in each of the four protocols.</summary>
internal static class FourRequests
{
    public static IReadOnlyDictionary<Protocol, string> All { get; } = new Dictionary<Protocol, string>
    {
        [Protocol.Chat] = """
            {"model":"m","max_completion_tokens":300,"temperature":0.70,"top_p":0.9,"stop":["END"],"seed":7,"n":1,"user":"u","reasoning_effort":"low","stream":true,
            "parallel_tool_calls":false,"tool_choice":"required","metadata":{"a":"b"},
            "response_format":{"type":"json_schema","json_schema":{"name":"out","strict":true,"schema":{"type":"object","properties":{"x":{"type":"number","maximum":1.50}}}}},
            "tools":[{"type":"function","function":{"name":"weather","description":"d","strict":true,"parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}},
            {"type":"function","function":{"name":"now"}}],
            "messages":[{"role":"system","content":"S1"},{"role":"developer","content":[{"type":"text","text":"S2"}]},
            {"role":"user","content":[{"type":"text","text":"See"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAEC"}},{"type":"image_url","image_url":{"url":"https://x/y.png"}}]},
            {"role":"user","content":"and say"},
            {"role":"assistant","content":"I look.","reasoning_content":"Hm.","tool_calls":[{"id":"a","type":"function","function":{"name":"weather","arguments":"{ \"city\" : \"Köln\" }"}},
            {"id":"b","type":"function","function":{"name":"now","arguments":""}}]},
            {"role":"tool","tool_call_id":"b","content":"12:00"},{"role":"tool","tool_call_id":"a","content":"{\"t\": 1.0}"},{"role":"user","content":"So?"}]}
            """,
        [Protocol.Responses] = """
            {"model":"m","max_output_tokens":300,"temperature":0.70,"top_p":0.9,"user":"u","reasoning":{"effort":"low"},"stream":true,"parallel_tool_calls":false,"tool_choice":"required","metadata":{"a":"b"},
            "text":{"format":{"type":"json_schema","name":"out","strict":true,"schema":{"properties":{"x":{"maximum":1.50,"type":"number"}},"type":"object"}}},
            "tools":[{"type":"function","name":"weather","description":"d","strict":true,"parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}},
            {"type":"function","name":"now","strict":false,"parameters":{"type":"object","properties":{}}}],
            "instructions":"S1","input":[{"role":"developer","content":"S2"},
            {"type":"message","role":"user","content":[{"type":"input_text","text":"See"},{"type":"input_image","image_url":"data:image/png;base64,AAEC"},{"type":"input_image","image_url":"https://x/y.png"},{"type":"input_text","text":"and say"}]},
            {"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"Hm."}],"encrypted_content":"e"},
            {"role":"assistant","content":"I look."},
            {"type":"function_call","call_id":"1","name":"weather","arguments":"{\"city\":\"Köln\"}"},{"type":"function_call","call_id":"2","name":"now","arguments":"{}"},
            {"type":"function_call_output","call_id":"2","output":"12:00"},{"type":"function_call_output","call_id":"1","output":[{"type":"input_text","text":"{\"t\":1.0}"}]},
            {"role":"user","content":"So?"}]}
            """,
        [Protocol.Messages] = """
            {"model":"m","max_tokens":300,"temperature":0.70,"top_p":0.9,"stop_sequences":["END"],"metadata":{"user_id":"u"},"thinking":{"type":"enabled","budget_tokens":1024},"stream":true,
            "tool_choice":{"type":"any","disable_parallel_tool_use":true},
            "output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{"x":{"type":"number","maximum":1.50}}}}},
            "tools":[{"name":"weather","description":"d","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}},{"name":"now","input_schema":{"type":"object"}}],
            "system":[{"type":"text","text":"S1"},{"type":"text","text":"S2","cache_control":{"type":"ephemeral"}}],
            "messages":[{"role":"user","content":[{"type":"text","text":"See"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAEC"}},{"type":"image","source":{"type":"url","url":"https://x/y.png"}},{"type":"text","text":"and say"}]},
            {"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"s"},{"type":"text","text":"I look."},{"type":"tool_use","id":"x","name":"weather","input":{"city":"Köln"}},{"type":"tool_use","id":"y","name":"now","input":{}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"y","content":"12:00"},{"type":"tool_result","tool_use_id":"x","content":[{"type":"text","text":"{\"t\":1.0}"}]},{"type":"text","text":"So?"}]}]}
            """,
        [Protocol.Gemini] = """
            {"systemInstruction":{"parts":[{"text":"S1"},{"text":"S2"}]},
            "generationConfig":{"maxOutputTokens":300,"temperature":0.70,"topP":0.9,"stopSequences":["END"],"seed":7,"candidateCount":1,"thinkingConfig":{"thinkingBudget":1024},
            "responseMimeType":"application/json","responseSchema":{"type":"OBJECT","properties":{"x":{"type":"NUMBER","maximum":1.50}}}},
            "toolConfig":{"functionCallingConfig":{"mode":"ANY"}},
            "tools":[{"functionDeclarations":[{"name":"weather","description":"d","parameters":{"type":"OBJECT","properties":{"city":{"type":"STRING"}},"required":["city"]}},{"name":"now"}]}],
            "contents":[{"role":"user","parts":[{"text":"See"},{"inline_data":{"mime_type":"image/png","data":"AAEC"}},{"fileData":{"mimeType":"image/png","fileUri":"https://x/y.png"}},{"text":"and say"}]},
            {"role":"model","parts":[{"text":"Hm.","thought":true},{"text":"I look."},{"functionCall":{"name":"weather","args":{"city":"Köln"}},"thoughtSignature":"z"},{"functionCall":{"name":"now"}}]},
            {"role":"user","parts":[{"functionResponse":{"name":"now","response":{"result":"12:00"}}},{"functionResponse":{"name":"weather","response":{"t":1.0}}},{"text":"So?"}]}]}
            """,
    };
}
