using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Translation;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Contents.Specs;
using FerroGate.Testing.Recorded;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>
/// Every recorded request of a protocol, said to a provider of each other one: it holds the same contents, and the provider's own
/// specification takes it.
/// </summary>
public sealed class RecordedRequestsTests(ITestOutputHelper output)
{
    public static TheoryData<Protocol, Protocol> EachPair => Pairs.All;

    [Theory]
    [MemberData(nameof(EachPair))]
    public void A_request_asks_the_same_in_the_other_protocol(Protocol from, Protocol to)
    {
        Assert.SkipWhen(Recordings.Folder is null, "The recordings are not beside the repository.");
        var losses = new LossTable("requests");
        var faults = new List<string>();
        var (count, refused) = (0, 0);
        foreach (var exchange in Protocols.Answered().Where(answered => answered.Protocol == from).Select(answered => answered.Exchange))
        {
            count++;
            using var translator = Open(from, exchange);
            if (!translator.Write(Pairs.DialectOf(to), new TargetModel("the-model", 4_096)).TryGet(out var translated, out var refusal))
            {
                refused++;
                losses.See(from, to, new Loss(refusal.Parameter ?? "", "refused"));
                continue;
            }

            foreach (var loss in translated.Losses)
            {
                losses.See(from, to, loss);
                if (!JsonPlaces.IsThere(exchange.Request, loss.Path))
                    faults.Add($"{exchange.Name}: {loss.Path} was never there");
            }

            var body = JsonElement.Parse(translated.Body.Span);
            faults.AddRange(Survivors.Of(from, exchange.Request, to, body, translated.Losses).Select(loss => $"{exchange.Name}: {loss.Path}={loss.Reason} arrived"));
            var differences = RequestContents.Read(from, exchange.Request).DifferencesFrom(RequestContents.Read(to, body));
            var schema = Schemas.AreThere ? Schemas.Faults(to, PayloadKind.Request, body).Where(fault => !IsTheClients(fault)) : [];
            faults.AddRange(differences.Where(difference => !IsTold(difference, translated)).Concat(schema).Select(fault => $"{exchange.Name}: {fault}"));
        }

        output.WriteLine($"{count} requests of {from} to {to}, {refused} refused");
        Assert.NotEqual(0, count);
        faults.AddRange(losses.Faults(from, to));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static RequestTranslator Open(Protocol from, RecordedExchange exchange) =>
        RequestTranslator.Open(Pairs.DialectOf(from), exchange.RequestBytes, exchange.IsStream).TryGet(out var translator, out var refusal)
            ? translator
            : throw new InvalidOperationException($"{exchange.Name}: {refusal.Message}");

    // A limit below the provider's least is the client's, and the provider says so.
    private static bool IsTheClients(string fault) => fault.StartsWith("/max_output_tokens:", StringComparison.Ordinal);

    // What differs was named: a loss that is in the table, or a member that the provider wants.
    private static bool IsTold(string difference, TranslatedRequest translated) =>
        translated.Losses.Select(loss => loss.Path).Concat(translated.Added).Any(path => RequestFields.Explains(path, difference));
}
