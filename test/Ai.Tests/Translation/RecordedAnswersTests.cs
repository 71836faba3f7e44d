using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Translation;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Contents.Specs;
using FerroGate.Testing.Contents.Streams;
using FerroGate.Testing.Recorded;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>
/// Every recorded answer of a protocol, plain and streamed, said to a client of each other one: text, tool calls, finish reason and
/// usage are the recorded ones, and the client's protocol is obeyed. What is compared is read apart from the product.
/// </summary>
public sealed class RecordedAnswersTests(ITestOutputHelper output)
{
    public static TheoryData<Protocol, Protocol> EachPair => Pairs.All;

    [Theory]
    [MemberData(nameof(EachPair))]
    public void An_answer_says_the_same_in_the_other_protocol(Protocol from, Protocol to)
    {
        Assert.SkipWhen(Recordings.Folder is null, "The recordings are not beside the repository.");
        var losses = new LossTable("answers");
        var faults = new List<string>();
        var count = 0;
        foreach (var exchange in Answered(from, streamed: false))
        {
            count++;
            if (Said(from, to, exchange) is not { } answer)
            {
                // A call whose arguments broke off, in a protocol where they are an object.
                losses.See(from, to, new Loss("tool call", "unsayable"));
                continue;
            }

            var source = JsonElement.Parse(exchange.ResponseBytes);
            foreach (var loss in answer.Losses)
            {
                losses.See(from, to, loss);
                if (!JsonPlaces.IsThere(source, loss.Path))
                    faults.Add($"{exchange.Name}: {loss.Path} was never there");
            }

            var body = answer.Body.ToArray();
            var differences = AnswerContents.ReadAnswer(from, exchange.ResponseBytes).DifferencesFrom(AnswerContents.ReadAnswer(to, body));
            faults.AddRange(differences.Concat(SchemaFaults(to, PayloadKind.Answer, JsonElement.Parse(body))).Select(fault => $"{exchange.Name}: {fault}"));
        }

        output.WriteLine($"{count} answers of {from} to {to}");
        Assert.NotEqual(0, count);
        faults.AddRange(losses.Faults(from, to));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [MemberData(nameof(EachPair))]
    public void A_stream_says_the_same_in_the_grammar_of_the_other_protocol(Protocol from, Protocol to)
    {
        Assert.SkipWhen(Recordings.Folder is null, "The recordings are not beside the repository.");
        var losses = new LossTable("streams");
        var faults = new List<string>();
        var count = 0;
        foreach (var exchange in Answered(from, streamed: true))
        {
            count++;
            var (body, lost) = Translated.Stream(from, to, exchange.ResponseBytes);
            foreach (var loss in lost)
                losses.See(from, to, loss);

            var differences = AnswerContents.ReadStream(from, exchange.ResponseBytes).DifferencesFrom(AnswerContents.ReadStream(to, body));
            var events = StreamEvents.Read(body).Where(one => !one.IsDone).SelectMany(one => SchemaFaults(to, PayloadKind.StreamEvent, JsonElement.Parse(one.Data)));
            faults.AddRange(differences.Concat(StreamGrammar.FaultsOf(to, body)).Concat(events.Distinct()).Select(fault => $"{exchange.Name}: {fault}"));
        }

        output.WriteLine($"{count} streams of {from} to {to}");
        Assert.NotEqual(0, count);
        faults.AddRange(losses.Faults(from, to));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static TranslatedAnswer? Said(Protocol from, Protocol to, RecordedExchange exchange)
    {
        try
        {
            return Translated.Answer(from, to, exchange.ResponseBytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<string> SchemaFaults(Protocol to, PayloadKind kind, JsonElement value) =>
        Schemas.AreThere ? Schemas.Faults(to, kind, value) : [];

    private static IEnumerable<RecordedExchange> Answered(Protocol from, bool streamed) =>
        Protocols.Answered()
            .Where(answered => answered.Protocol == from && answered.Exchange.IsAnsweredByStream == streamed && !answered.Exchange.IsJsonArray && !StrangeRecordings.Has(answered.Exchange.Name))
            .Select(answered => answered.Exchange);
}
