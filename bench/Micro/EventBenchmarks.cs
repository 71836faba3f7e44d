using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Sse;

namespace FerroGate.Bench;

/// <summary>What it costs to find an event in a stream and to see what it means, as the tap does with each that passes.</summary>
[MemoryDiagnoser]
public class EventBenchmarks
{
    private const int Events = 1_000;

    private readonly ArrayBufferWriter<byte> _scratch = new();
    private byte[] _stream = [];
    private IStreamFollower _follower = null!;

    [Params("chat", "messages")]
    public string Dialect { get; set; } = "chat";

    [GlobalSetup]
    public void Prepare()
    {
        IDialect dialect = Dialect == "chat" ? ChatDialect.Instance : MessagesDialect.Instance;
        _follower = dialect.Follow(new Envelope { Model = "m", ModelSlice = null, Stream = true, MaxOutputTokens = null, Choices = 1, InputBound = 1, InputEstimate = 1 });
        _stream = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(
            Dialect == "chat"
                ? """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"content":" token"},"finish_reason":null}]}""" + "\n\n"
                : "event: content_block_delta\n" + """data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" token"}}""" + "\n\n",
            Events)));
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public long Tap()
    {
        var (splitter, content) = (new SseSplitter(), 0L);
        ReadOnlySpan<byte> rest = _stream;
        while (splitter.FindEventEnd(rest) is > 0 and var end)
        {
            content += _follower.Read(SseEvent.DataOf(rest[..end], _scratch)).ContentBytes;
            rest = rest[end..];
        }

        return content;
    }
}
