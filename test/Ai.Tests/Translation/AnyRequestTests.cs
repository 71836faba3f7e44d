using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Tests.Translation.Generation;
using FerroGate.Ai.Translation;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Contents.Specs;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>
/// Generated conversations, said in another protocol and back, or in their own again: they ask the same, but for what was named. What
/// is compared is read apart from the product.
/// </summary>
public sealed class AnyRequestTests(ITestOutputHelper output)
{
    private const int Count = 200;

    // Specifications are slow to ask.
    private const int CountOfSchemas = 20;

    // A text with half a surrogate pair has no bytes that could be a document, so it is a text; and a text has no title.
    private static readonly string[] Reasoned = ["messages[*].content[*].source=approximated", "messages[*].content[*].title=unsupported"];

    public static TheoryData<Protocol> Each => [.. Enum.GetValues<Protocol>()];

    public static TheoryData<Protocol, Protocol> EachPair => Pairs.All;

    [Theory]
    [MemberData(nameof(Each))]
    public void A_request_that_is_said_in_its_own_protocol_asks_the_same(Protocol protocol)
    {
        var faults = new List<string>();
        foreach (var (number, request) in Generated.Requests(protocol, Count).Index())
        {
            if (Said(protocol, protocol, Encoding.UTF8.GetBytes(request), IsStream(request), faults) is not { } said)
                continue;
            var body = Halves.Read(said.Body.Span);
            var found = said.Losses.Select(loss => $"{loss.Path}={loss.Reason}").Where(loss => !Reasoned.Contains(loss)).Select(loss => $"lost: {loss}")
                .Concat(Unexplained(protocol, Halves.Read(request), protocol, body, said))
                .Concat(said.Losses.Count > 0 ? [] : JsonTexts.Missing(Halves.Read(request), body))
                .Concat(SchemaFaults(number, protocol, body));
            faults.AddRange(found.Select(fault => $"{fault}\n    {request}\n    {Encoding.UTF8.GetString(said.Body.Span)}"));
        }

        FaultList.AssertNone(faults);
    }

    [Theory]
    [MemberData(nameof(EachPair))]
    public void A_request_asks_the_same_there_and_back_again(Protocol from, Protocol to)
    {
        var faults = new List<string>();
        var whole = 0;
        foreach (var (number, request) in Generated.Requests(from, Count).Index())
        {
            if (Said(from, to, Encoding.UTF8.GetBytes(request), IsStream(request), faults) is not { } there || Said(to, from, there.Body.ToArray(), IsStream(request), faults) is not { } back)
                continue;
            var (asked, arrived, returned) = (Halves.Read(request), Halves.Read(there.Body.Span), Halves.Read(back.Body.Span));
            whole += there.Losses.Count + back.Losses.Count == 0 ? 1 : 0;
            string[] found =
            [
                .. Unexplained(from, asked, to, arrived, there),
                .. Unexplained(from, asked, from, returned, there, back),
                .. Unfounded(from, asked, to, arrived, there).Select(fault => $"there: {fault}"),
                .. Unfounded(to, arrived, from, returned, back).Select(fault => $"back: {fault}"),
                .. SchemaFaults(number, to, arrived),
            ];
            faults.AddRange(found.Select(fault => $"{fault}\n    {request}\n    {Encoding.UTF8.GetString(there.Body.Span)}\n    {Encoding.UTF8.GetString(back.Body.Span)}\n    {Named(there)} | {Named(back)}"));
        }

        output.WriteLine($"{whole} of {Count} without any loss");
        FaultList.AssertNone(faults);
    }

    private static IEnumerable<string> Unexplained(Protocol one, JsonElement asked, Protocol other, JsonElement said, params TranslatedRequest[] ways) =>
        RequestContents.Read(one, asked).DifferencesFrom(RequestContents.Read(other, said))
            .Where(difference => !ways.SelectMany(way => way.Losses.Select(loss => loss.Path).Concat(way.Added)).Any(path => RequestFields.Explains(path, difference)));

    // Nothing is said to be lost that was not there, or that is there still.
    private static IEnumerable<string> Unfounded(Protocol one, JsonElement asked, Protocol other, JsonElement said, TranslatedRequest translated) =>
        translated.Losses.Where(loss => !JsonPlaces.IsThere(asked, loss.Path)).Select(loss => $"{loss.Path} was never there")
            .Concat(Survivors.Of(one, asked, other, said, translated.Losses).Select(loss => $"{loss.Path}={loss.Reason} arrived"));

    private static TranslatedRequest? Said(Protocol from, Protocol to, byte[] request, bool isStream, List<string> faults)
    {
        if (!RequestTranslator.Open(Pairs.DialectOf(from), request, isStream).TryGet(out var translator, out var refusal))
        {
            faults.Add($"refused: {refusal.Message}\n    {Encoding.UTF8.GetString(request)}");
            return null;
        }

        using (translator)
        {
            if (translator.Write(Pairs.DialectOf(to), new TargetModel("the-model", 4_096)).TryGet(out var translated, out refusal))
                return translated;
        }

        faults.Add($"refused: {refusal.Message}\n    {Encoding.UTF8.GetString(request)}");
        return null;
    }

    private static string Named(TranslatedRequest translated) => string.Join(", ", translated.Losses.Select(loss => $"{loss.Path}={loss.Reason}").Concat(translated.Added.Select(added => $"+{added}")));

    private static bool IsStream(string request) => request.Contains("\"stream\":true", StringComparison.Ordinal);

    private static IEnumerable<string> SchemaFaults(int number, Protocol protocol, JsonElement body) =>
        Schemas.AreThere && number < CountOfSchemas ? Schemas.Faults(protocol, PayloadKind.Request, body).Select(fault => $"schema: {fault}") : [];
}
