using System.Text;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Tests.Translation.Generation;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Contents.Answers;
using FerroGate.Testing.Contents.Specs;
using FerroGate.Testing.Contents.Streams;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>
/// Generated answers, said plainly and as streams to clients of every protocol, their own too: they say the same, and so they do when
/// they are read again and said in their own words. What is compared is read apart from the product.
/// </summary>
public sealed class AnyAnswerTests(ITestOutputHelper output)
{
    private const int Count = 120;

    // Specifications are slow to ask.
    private const int CountOfSchemas = 10;

    public static TheoryData<Protocol, Protocol> EachWay => new(
        from one in Enum.GetValues<Protocol>()
        from other in Enum.GetValues<Protocol>()
        select (one, other));

    [Theory]
    [MemberData(nameof(EachWay))]
    public void A_plain_answer_says_the_same_there_and_back_again(Protocol from, Protocol to)
    {
        var faults = new List<string>();
        var whole = 0;
        foreach (var (number, answer) in Generated.Answers(from, Count).Index())
        {
            var body = Encoding.UTF8.GetBytes(answer);
            var there = Translated.Answer(from, to, body);
            var back = Translated.Answer(to, from, there.Body.ToArray());
            whole += there.Losses.Count + back.Losses.Count == 0 ? 1 : 0;
            string[] found =
            [
                .. Unexplained(Plain(from, body), Plain(to, there.Body.Span), there.Losses),
                .. Unexplained(Through(to, Plain(from, body)), Plain(from, back.Body.Span), [.. there.Losses, .. back.Losses]),
                .. there.Losses.Where(loss => !JsonPlaces.IsThere(Halves.Read(answer), loss.Path)).Select(loss => $"{loss.Path} was never there"),
                .. back.Losses.Where(loss => !JsonPlaces.IsThere(Halves.Read(there.Body.Span), loss.Path)).Select(loss => $"back: {loss.Path} was never there"),
                .. from == to ? there.Losses.Select(loss => $"lost: {loss.Path}={loss.Reason}") : [],
                .. from == to ? JsonTexts.Missing(Halves.Read(answer), Halves.Read(there.Body.Span)) : [],
                .. number < CountOfSchemas ? SchemaFaults(to, PayloadKind.Answer, there.Body.Span) : [],
            ];
            faults.AddRange(found.Select(fault => $"{fault}\n    {answer}\n    {Encoding.UTF8.GetString(there.Body.Span)}\n    {Encoding.UTF8.GetString(back.Body.Span)}\n    {Named(there.Losses)} | {Named(back.Losses)}"));
        }

        output.WriteLine($"{whole} of {Count} without any loss");
        FaultList.AssertNone(faults);
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public void An_answer_as_a_stream_obeys_its_grammar_and_says_the_same_there_and_back_again(Protocol from, Protocol to)
    {
        var faults = new List<string>();
        foreach (var (number, answer) in Generated.Answers(from, Count).Index())
        {
            var body = Encoding.UTF8.GetBytes(answer);
            var there = Translated.AnswerAsStream(from, to, body);
            var (back, lost) = Translated.Stream(to, from, there.Body.ToArray());
            string[] found =
            [
                .. StreamGrammar.FaultsOf(to, Halves.Bytes(there.Body.Span)),
                .. StreamGrammar.FaultsOf(from, Halves.Bytes(back)).Select(fault => $"back: {fault}"),
                .. Unexplained(Plain(from, body), Streamed(to, there.Body.Span), there.Losses),
                .. Unexplained(Through(to, Plain(from, body)), Streamed(from, back), [.. there.Losses, .. lost]),
                .. number < CountOfSchemas ? StreamEvents.Read(Halves.Bytes(there.Body.Span)).Where(one => !one.IsDone).SelectMany(one => SchemaFaults(to, PayloadKind.StreamEvent, Encoding.UTF8.GetBytes(one.Data))).Distinct() : [],
            ];
            faults.AddRange(found.Select(fault => $"{fault}\n    {answer}\n    {Encoding.UTF8.GetString(there.Body.Span)}\n    {Encoding.UTF8.GetString(back)}\n    {Named(there.Losses)} | {Named(lost)}"));
        }

        FaultList.AssertNone(faults);
    }

    // The differences that no loss explains: where there is only one candidate, the others are lost.
    private static IEnumerable<string> Unexplained(AnswerContents one, AnswerContents other, IReadOnlyList<Loss> losses) =>
        one.DifferencesFrom(other).Where(difference => !losses.Any(loss => AnswerFields.Explains(loss.Path, difference)));

    // What is left of it behind a protocol that has no refusals, or does not tell at which text of the request an answer stopped.
    private static AnswerContents Through(Protocol protocol, AnswerContents answer) =>
        answer with { Candidates = [.. answer.Candidates.Select(one => Through(protocol, one))] };

    private static AnswerCandidate Through(Protocol protocol, AnswerCandidate one) => protocol switch
    {
        Protocol.Messages => AsText(one),
        Protocol.Gemini => Unstopped(AsText(one)),
        _ => Unstopped(one),
    };

    private static AnswerCandidate AsText(AnswerCandidate one) => one.Refusal.Length == 0 ? one : one with
    {
        Text = one.Text + one.Refusal,
        Refusal = "",
        Finish = one.Finish == FinishReason.Stop ? FinishReason.ContentFilter : one.Finish,
    };

    private static AnswerCandidate Unstopped(AnswerCandidate one) => one.Finish == FinishReason.StopSequence ? one with { Finish = FinishReason.Stop } : one;

    private static AnswerContents Plain(Protocol protocol, ReadOnlySpan<byte> body) => AnswerContents.ReadAnswer(protocol, Halves.Bytes(body));

    private static AnswerContents Streamed(Protocol protocol, ReadOnlySpan<byte> body) => AnswerContents.ReadStream(protocol, Halves.Bytes(body));

    private static IEnumerable<string> SchemaFaults(Protocol to, PayloadKind kind, ReadOnlySpan<byte> body) =>
        Schemas.AreThere ? Schemas.Faults(to, kind, Halves.Read(body)).Select(fault => $"schema: {fault}") : [];

    private static string Named(IEnumerable<Loss> losses) => string.Join(", ", losses.Select(loss => $"{loss.Path}={loss.Reason}"));
}
