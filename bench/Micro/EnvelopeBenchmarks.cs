using System.Text;
using BenchmarkDotNet.Attributes;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Splicing;

namespace FerroGate.Bench;

/// <summary>What it costs to find out what a request asks for, and to send it on with another model.</summary>
[MemoryDiagnoser]
public class EnvelopeBenchmarks
{
    private byte[] _chat = [];
    private byte[] _messages = [];
    private Envelope _envelope = null!;

    /// <summary>How many characters the prompt has.</summary>
    [Params(1_024, 102_400, 1_048_576)]
    public int Prompt { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var question = string.Concat(Enumerable.Repeat("What is a reverse proxy, and what is it for? ", Prompt / 45 + 1))[..Prompt];
        _chat = Encoding.UTF8.GetBytes($$"""{"model":"m","max_tokens":99,"temperature":0.7,"messages":[{"role":"user","content":"{{question}}"}]}""");
        _messages = Encoding.UTF8.GetBytes($$"""{"model":"m","max_tokens":99,"system":"Be kind.","messages":[{"role":"user","content":"{{question}}"}]}""");
        ((IDialect)ChatDialect.Instance).ReadEnvelope(_chat, default).TryGet(out _envelope!, out _);
    }

    [Benchmark]
    public bool ReadChat() => ((IDialect)ChatDialect.Instance).ReadEnvelope(_chat, default).TryGet(out _, out _);

    [Benchmark]
    public bool ReadMessages() => ((IDialect)MessagesDialect.Instance).ReadEnvelope(_messages, default).TryGet(out _, out _);

    [Benchmark]
    public async Task<int> Splice()
    {
        var body = new SplicedBody(_chat, ModelEdit.For(_envelope, "another-model"));
        await body.WriteToAsync(Stream.Null, CancellationToken.None);
        return body.Length;
    }
}
