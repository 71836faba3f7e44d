using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Translation;
using FerroGate.Core.Usage;

namespace FerroGate.Fuzz.Targets;

/// <summary>
/// The same events, one a line, as a stream that breaks off anywhere and as the one that goes on with it: whatever they say, what comes out is
/// JSON, each event on one line, and an answer that goes on with itself says what it would have said.
/// </summary>
internal sealed class ResumptionTarget(string name, IConversationDialect dialect, string corpus) : IFuzzTarget
{
    private static readonly AnswerContext Context = new(JsonElement.Parse("{}"), 0) { Model = "m", ExchangeId = "01890a5d-ac96-774b-bcce-b302099a8057" };

    public string Name => name;

    public IReadOnlyList<string> Corpus => [corpus];

    public IReadOnlyList<string> Words => ["delta", "content", "text", "index", "item_id", "output_index", "sequence_number", "type", "id", "thought"];

    public void Run(byte[] input, int seed)
    {
        var events = Lines(input);
        var count = (int)((uint)seed % (events.Count + 1));
        var reader = new SentReader(dialect);
        foreach (var data in events.Take(count))
            reader.Read(data);
        BrokenInvariantException.Check(reader.Answer.Said.Length + reader.Answer.Thoughts.Length <= SentAnswer.MostBytes, "no more is kept than may be");
        if (StreamResumption.Of(dialect, Context, reader.Answer, isStrict: false) is not { } resumption)
            return;

        var before = (reader.Answer.Said.ToArray(), reader.Answer.Thoughts.ToArray());
        var translation = resumption.Follow(dialect);
        try
        {
            Go(translation, events);
        }
        catch (Exception refused) when (refused is FormatException or InvalidDataException or DifferentAnswerException)
        {
            translation.Fail(new ProviderFault("cut", "cut"));
        }

        BrokenInvariantException.Check(
            resumption.Sent.Said.StartsWith(before.Item1) && resumption.Sent.Thoughts.StartsWith(before.Item2), "what the client has stays as it is");
        foreach (var line in Encoding.UTF8.GetString(translation.Written.Span).Split('\n'))
        {
            BrokenInvariantException.Check(
                line.TrimEnd('\r') is "" or "data: [DONE]" || line.StartsWith("event: ", StringComparison.Ordinal) || line.StartsWith(':')
                    || (line.StartsWith("data: ", StringComparison.Ordinal) && IsJson(line["data: ".Length..])),
                "each event is JSON on one line");
        }
    }

    private void Go(StreamTranslation translation, List<byte[]> events)
    {
        var follower = dialect.Follow(AskedForStream.Envelope);
        foreach (var data in events)
            translation.Read(data, follower.Read(data));
        translation.End(TokenUsage.Unknown);
    }

    private static List<byte[]> Lines(byte[] input)
    {
        var lines = new List<byte[]>();
        foreach (var range in input.AsSpan().Split((byte)'\n'))
        {
            if (!input.AsSpan(range).IsEmpty)
                lines.Add(input[range]);
        }

        return lines;
    }

    private static bool IsJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
