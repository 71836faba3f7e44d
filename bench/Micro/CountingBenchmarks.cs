using BenchmarkDotNet.Attributes;
using FerroGate.Ai.Counting;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Envelopes;

namespace FerroGate.Bench;

/// <summary>
/// What it costs to follow an event of a chat stream, to keep what the model wrote in it, and to count that when nobody tells; and to
/// measure a request of 8 KiB before it is sent.
/// </summary>
[MemoryDiagnoser]
public class CountingBenchmarks
{
    private const int Events = 1_000;

    private readonly byte[] _event =
        """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"content":" token"},"finish_reason":null}]}"""u8.ToArray();

    private static readonly Envelope Asked = new() { Model = "m", ModelSlice = null, Stream = true, MaxOutputTokens = null, Choices = 1, InputBound = 1, InputEstimate = 1 };

    private readonly KeptText _written = new(keeps: true);
    private byte[] _request = [];

    [GlobalSetup]
    public async Task PrepareAsync()
    {
        await TextEncoding.O200k.LoadAsync();
        Follow(_written);
        var text = string.Concat(Enumerable.Repeat("A few words of some length, and then others. ", 8_192 / 45));
        _request = System.Text.Encoding.UTF8.GetBytes($$"""{"model":"gpt-4o","messages":[{"role":"user","content":"{{text}}"}]}""");
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public long FollowOnly() => Follow(null);

    [Benchmark(OperationsPerInvoke = Events)]
    public long FollowAndKeep()
    {
        var kept = new KeptText(keeps: true);
        Follow(kept);
        kept.Close();
        return kept.Bytes;
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public long Count() => _written.Count(TextEncoding.O200k);

    [Benchmark]
    public long MeasureRequest() => ChatDialect.Instance.ReadEnvelope(_request, default).TryGet(out var envelope, out _) ? envelope.InputBound : 0;

    [Benchmark]
    public long CountRequest() => PromptCount.Of(_request, ModelFamilies.Of("gpt-4o"), inChat: true)!.Tokens;

    private long Follow(KeptText? kept)
    {
        var follower = ChatDialect.Instance.Follow(Asked);
        follower.Kept = kept;
        var bytes = 0L;
        for (var i = 0; i < Events; i++)
        {
            bytes += follower.Read(_event).ContentBytes;
        }

        return bytes;
    }
}
