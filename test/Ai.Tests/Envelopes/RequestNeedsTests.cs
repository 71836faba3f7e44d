using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Tests.Fixtures;

namespace FerroGate.Ai.Tests.Envelopes;

/// <summary>What a request needs of who answers it, in each protocol.</summary>
public sealed class RequestNeedsTests
{
    private const string Hi = """ "messages":[{"role":"user","content":"hi"}] """;
    private const string GeminiHi = """ "contents":[{"role":"user","parts":[{"text":"hi"}]}] """;

    public static TheoryData<string, string, RequestNeeds> Cases => new()
    {
        { "chat", Hi, RequestNeeds.None },
        { "chat", $$""" "tools":[],"functions":null,"response_format":{"type":"text"},"audio":null,{{Hi}} """, RequestNeeds.None },
        { "chat", $$""" "tools":[{"type":"function"}],{{Hi}} """, RequestNeeds.Tools },
        { "chat", $$""" "functions":[{"name":"f"}],{{Hi}} """, RequestNeeds.Tools },
        { "chat", $$""" "response_format":{"json_schema":{"type":"x"},"type":"json_schema"},{{Hi}} """, RequestNeeds.StructuredOutput },
        { "chat", $$""" "audio":{"voice":"x"},{{Hi}} """, RequestNeeds.Audio },
        { "chat", """ "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}] """, RequestNeeds.Vision },
        { "chat", """ "messages":[{"role":"user","content":[{"type":"input_audio"}]}] """, RequestNeeds.Audio },
        { "chat", """ "messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}] """, RequestNeeds.Prefill },
        { "chat", """ "messages":[{"role":"assistant","content":"b"},{"role":"user","content":"image"}] """, RequestNeeds.None },
        { "chat", """ "messages":[{"role":"user","content":[{"role":"assistant","type":"text","text":"image_url"}]}] """, RequestNeeds.None },
        { "responses", """ "input":"hi" """, RequestNeeds.None },
        { "responses", """ "input":[{"role":"user","content":[{"type":"input_image"}]}],"tools":[{"type":"web_search"}] """, RequestNeeds.Vision | RequestNeeds.Tools },
        { "responses", """ "input":"hi","text":{"format":{"type":"json_schema"} } """, RequestNeeds.StructuredOutput },
        { "responses", """ "input":"hi","text":{"format":{"type":"text"},"verbosity":"low"} """, RequestNeeds.None },
        { "responses", """ "input":[{"role":"assistant","content":"a"},{"type":"function_call_output","output":"b"}] """, RequestNeeds.None },
        { "messages", $$""" "max_tokens":1,"tools":[{"name":"f"}],{{Hi}} """, RequestNeeds.Tools },
        { "messages", """ "max_tokens":1,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"u"}}]}] """, RequestNeeds.Vision },
        { "messages", """ "max_tokens":1,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"{"}] """, RequestNeeds.Prefill },
        { "messages", $$$""" "output_config":{"effort":"low","format":{"type":"json_schema"}},{{{Hi}}} """, RequestNeeds.StructuredOutput },
        { "messages", $$""" "output_format":{"type":"json_schema"},{{Hi}} """, RequestNeeds.StructuredOutput },
        { "gemini", GeminiHi, RequestNeeds.None },
        { "gemini", """ "contents":[{"parts":[{"inlineData":{"mimeType":"image/png","data":"AA"}},{"fileData":{"mime_type":"audio/wav"}}]}] """, RequestNeeds.Vision | RequestNeeds.Audio },
        { "gemini", $$""" {{GeminiHi}},"generationConfig":{"responseMimeType":"application/json"} """, RequestNeeds.StructuredOutput },
        { "gemini", $$""" {{GeminiHi}},"generation_config":{"response_schema":{},"responseMimeType":"text/plain"} """, RequestNeeds.StructuredOutput },
        { "gemini", $$$""" {{{GeminiHi}}},"tools":[{"googleSearch":{}}],"generationConfig":{"responseMimeType":"text/plain"} """, RequestNeeds.Tools },
        { "gemini", """ "contents":[{"role":"user","parts":[]},{"role":"model","parts":[{"text":"Once"}]}] """, RequestNeeds.Prefill },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_seen_in_the_request(string protocol, string members, RequestNeeds needs)
    {
        var (dialect, body, address) = protocol switch
        {
            "responses" => ((IDialect)ResponsesDialect.Instance, $$"""{"model":"m",{{members}}}""", default(RequestAddress)),
            "messages" => (MessagesDialect.Instance, $$"""{"model":"m",{{members}}}""", default),
            "gemini" => (GenerateDialect.Instance, $$"""{{{members}}}""", new RequestAddress("m", false)),
            _ => (ChatDialect.Instance, $$"""{"model":"m",{{members}}}""", default),
        };

        Assert.Equal(needs, Reading.Envelope(dialect, body, address).Needs);
    }
}
