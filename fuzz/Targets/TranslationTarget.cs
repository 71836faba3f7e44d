using System.Buffers;
using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Sse;
using FerroGate.Ai.Translation;
using FerroGate.Core.Refusals;
using FerroGate.Core.Usage;

namespace FerroGate.Fuzz.Targets;

/// <summary>
/// The same bytes as a request, as an answer and as a stream of one dialect, said in each other: whatever comes out is JSON, each event
/// on one line, and what cannot be said is refused and breaks nothing.
/// </summary>
internal sealed class TranslationTarget(string name, IConversationDialect dialect, IReadOnlyList<string> corpus, IReadOnlyList<string> words) : IFuzzTarget
{
    private static readonly IConversationDialect[] All =
        [ChatDialect.Instance, ResponsesDialect.Instance, MessagesDialect.Instance, GenerateDialect.Instance];

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 512 };

    private readonly IConversationDialect[] _others = [.. All.Where(other => other != dialect)];

    public string Name => name;

    public IReadOnlyList<string> Corpus => corpus;

    public IReadOnlyList<string> Words => words;

    public void Run(byte[] input, int seed)
    {
        var other = _others[(int)((uint)seed % _others.Length)];
        Request(input, other, seed % 2 == 0);
        Answer(input, other);
        Stream(input, other);
    }

    private void Request(byte[] input, IConversationDialect other, bool stream)
    {
        if (!RequestTranslator.Open(dialect, input, stream).TryGet(out var translator, out var refusal))
        {
            BrokenInvariantException.Check(refusal is { Status: 400, Type: ErrorType.InvalidRequest }, "a refusal is a 400");
            return;
        }

        using (translator)
        {
            var model = new TargetModel("m", 4_096) { IsCompatible = stream };
            if (translator.Write(other, model).TryGet(out var translated, out refusal))
                BrokenInvariantException.Check(IsJson(translated.Body), "a request is JSON");
            else
                BrokenInvariantException.Check(refusal is { Status: 400, Type: ErrorType.InvalidRequest }, "a refusal is a 400");
        }
    }

    private void Answer(byte[] input, IConversationDialect other)
    {
        try
        {
            var answer = Translator(other).Whole(input, TokenUsage.Unknown);
            BrokenInvariantException.Check(answer.Fault is not null || IsJson(answer.Body), "an answer is JSON");
            var losses = new Losses();
            losses.AddRange(answer.Losses);
            BrokenInvariantException.Check(losses.ToString() is { Length: <= 2_048 } text && text.All(letter => letter is >= ' ' and <= '~'), "losses fit into a header");
        }
        catch (Exception unsaid) when (unsaid is JsonException or FormatException)
        {
            // Refused aloud.
        }
    }

    private void Stream(byte[] input, IConversationDialect other)
    {
        var stream = Translator(other).Stream(isStrict: false);
        var follower = dialect.Follow(AskedForStream.Envelope);
        var scratch = new ArrayBufferWriter<byte>();
        var splitter = default(SseSplitter);
        var rest = input.AsSpan();
        try
        {
            for (var end = splitter.FindEventEnd(rest); end >= 0; end = splitter.FindEventEnd(rest))
            {
                var data = SseEvent.DataOf(rest[..end], scratch).ToArray();
                rest = rest[end..];
                stream.Read(data, follower.Read(data));
            }

            stream.End(TokenUsage.Unknown);
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException)
        {
            stream.Fail(new ProviderFault("cut", "cut"));
        }

        foreach (var line in Encoding.UTF8.GetString(stream.Written.Span).Split('\n'))
        {
            BrokenInvariantException.Check(
                line.TrimEnd('\r') is "" or "data: [DONE]" || line.StartsWith("event: ", StringComparison.Ordinal) || line.StartsWith(": ferrogate-loss ", StringComparison.Ordinal)
                    || (line.StartsWith("data: ", StringComparison.Ordinal) && IsJson(Encoding.UTF8.GetBytes(line["data: ".Length..]))),
                "each event is JSON on one line");
        }
    }

    private AnswerTranslator Translator(IConversationDialect client) => new(
        client, dialect, new AnswerContext(JsonElement.Parse("{}"), 0) { Model = "m", ExchangeId = "01890a5d-ac96-774b-bcce-b302099a8057" });

    private static bool IsJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
