using BenchmarkDotNet.Attributes;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiResponses;

namespace FerroGate.Bench;

/// <summary>What it costs to note an event of a stream that passes as it comes, so that another provider could go on with it.</summary>
[MemoryDiagnoser]
public class SentBenchmarks
{
    // As many as the text that is kept has room for.
    private const int Events = 1_000;

    private IConversationDialect _dialect = ChatDialect.Instance;
    private byte[] _event = [];

    [Params("chat", "responses", "messages", "gemini")]
    public string Dialect { get; set; } = "chat";

    [GlobalSetup]
    public void Prepare() => (_dialect, _event) = Dialect switch
    {
        "responses" => (ResponsesDialect.Instance, """{"type":"response.output_text.delta","sequence_number":9,"item_id":"msg_1","output_index":0,"content_index":0,"delta":" token"}"""u8.ToArray()),
        "messages" => (MessagesDialect.Instance, """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" token"}}"""u8.ToArray()),
        "gemini" => (GenerateDialect.Instance, """{"candidates":[{"content":{"parts":[{"text":" token"}],"role":"model"},"index":0}],"modelVersion":"m","responseId":"r1"}"""u8.ToArray()),
        _ => ((IConversationDialect)ChatDialect.Instance, """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"content":" token"},"finish_reason":null}]}"""u8.ToArray()),
    };

    [Benchmark(OperationsPerInvoke = Events)]
    public int Note()
    {
        var reader = new SentReader(_dialect);
        for (var i = 0; i < Events; i++)
        {
            reader.Read(_event);
        }

        return reader.Answer.Said.Length;
    }
}
