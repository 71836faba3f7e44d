using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Translation;
using FerroGate.Core.Usage;

namespace FerroGate.Bench;

/// <summary>What translation costs: a request, an answer, and an event in the middle of a stream, in both directions.</summary>
[MemoryDiagnoser]
public class TranslationBenchmarks
{
    private static readonly byte[] ChatDelta = """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"content":" token"},"finish_reason":null}]}"""u8.ToArray();
    private static readonly byte[] MessagesDelta = """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" token"}}"""u8.ToArray();
    private static readonly byte[] ChatAnswer = """{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-x","choices":[{"index":0,"message":{"role":"assistant","content":"Hello there, what can I do for you?"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":9,"total_tokens":16}}"""u8.ToArray();

    private static readonly AnswerContext Context = new(JsonElement.Parse("{}"), 1_700_000_000) { Model = "m", ExchangeId = "01890a5d-ac96-774b-bcce-b302099a8057" };

    private readonly StreamTranslation _toMessages = new AnswerTranslator(MessagesDialect.Instance, ChatDialect.Instance, Context).Stream(isStrict: false);
    private readonly StreamTranslation _toChat = new AnswerTranslator(ChatDialect.Instance, MessagesDialect.Instance, Context).Stream(isStrict: false);
    private readonly AnswerTranslator _answers = new(MessagesDialect.Instance, ChatDialect.Instance, Context);
    private readonly TargetModel _model = new("gpt-x", 4_096);
    private IStreamFollower _chat = null!;
    private IStreamFollower _messages = null!;
    private byte[] _request = [];

    /// <summary>How many characters the prompt has.</summary>
    [Params(1_024, 102_400)]
    public int Prompt { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var asked = new Envelope { Model = "m", ModelSlice = null, Stream = true, MaxOutputTokens = null, Choices = 1, InputBound = 1, InputEstimate = 1 };
        _chat = ChatDialect.Instance.Follow(asked);
        _messages = MessagesDialect.Instance.Follow(asked);
        _request = Encoding.UTF8.GetBytes($$"""{"model":"m","max_tokens":99,"temperature":0.7,"system":"Be kind.","messages":[{"role":"user","content":"{{new string('x', Prompt)}}"}]}""");
    }

    [Benchmark]
    public int RequestOfMessagesToChat()
    {
        RequestTranslator.Open(MessagesDialect.Instance, _request, stream: true).TryGet(out var translator, out _);
        using (translator)
        {
            translator!.Write(ChatDialect.Instance, _model).TryGet(out var translated, out _);
            return translated!.Body.Length;
        }
    }

    [Benchmark]
    public int AnswerOfChatToMessages() => _answers.Whole(ChatAnswer, TokenUsage.Unknown).Body.Length;

    [Benchmark]
    public int EventOfChatToMessages() => Pass(_toMessages, _chat, ChatDelta);

    [Benchmark]
    public int EventOfMessagesToChat() => Pass(_toChat, _messages, MessagesDelta);

    private static int Pass(StreamTranslation stream, IStreamFollower follower, byte[] data)
    {
        stream.Clear();
        stream.Read(data, follower.Read(data));
        return stream.Written.Length;
    }
}
