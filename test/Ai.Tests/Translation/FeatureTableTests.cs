using System.Text;
using System.Text.Json.Nodes;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Translation;
using FerroGate.Testing;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>
/// <c>docs/translation.md</c> says what gets across between which protocols. It is written by this test, with FERROGATE_UPDATE_DOCS set,
/// from what translation does with each feature, and compared in every other run.
/// </summary>
public sealed class FeatureTableTests
{
    private static readonly Protocol[] Protocols = Enum.GetValues<Protocol>();

    [Fact]
    public void The_page_says_what_translation_does()
    {
        var page = new StringBuilder("""
            # What gets across

            Each row is something that a request can ask for, each column a pair: the client's protocol, then the provider's. `yes` is that it
            arrives, `–` that the client's protocol cannot say it, and anything else is the member that does not arrive, and why: it is named in
            `x-ferrogate-loss` ([protocols](protocols.md#translation)). Between equal protocols bytes pass as they are. `test/Ai.Tests/Translation`
            writes this page.

            Text, tool calls, why an answer ended and what it cost get across between all of them. A Gemini model is taken to be one of
            version 2.5 here; what it is told of reasoning depends on its version.


            """);
        foreach (var from in Protocols)
        {
            var others = Protocols.Where(to => to != from).ToList();
            page.Append($"## A client of {NameOf(from)}\n\n| | {string.Join(" | ", others.Select(NameOf))} | {NameOf(from)} |\n|---|---|---|---|---|\n");
            foreach (var feature in Features.All)
                page.Append($"| {feature.Name} | {string.Join(" | ", others.Select(to => Cell(feature, from, to)))} | {(feature.In(from) is null ? "–" : "bytes")} |\n");

            page.Append('\n');
        }

        var generated = page.ToString().TrimEnd('\n') + "\n";
        Assert.Equal(generated, GeneratedPage.Found("../translation.md", generated));
    }

    private static string Cell(Feature feature, Protocol from, Protocol to)
    {
        if (feature.In(from) is not { } members)
            return "–";

        var request = JsonNode.Parse(Plain(from))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
            request[name] = value!.DeepClone();

        var body = Encoding.UTF8.GetBytes(request.ToJsonString());
        Assert.True(RequestTranslator.Open(Pairs.DialectOf(from), body, stream: false).TryGet(out var translator, out var refusal), refusal?.Message);
        using (translator)
        {
            Assert.True(translator.Write(Pairs.DialectOf(to), new TargetModel("gemini-2.5-pro", 4_096)).TryGet(out var translated, out refusal), $"{feature}, {from} to {to}: {refusal?.Message}");
            return translated.Losses.Count == 0 ? "yes" : string.Join(", ", translated.Losses.Select(loss => $"`{loss.Path.Split('.')[^1]}` {loss.Reason}").Distinct());
        }
    }

    private static string Plain(Protocol protocol) => protocol switch
    {
        Protocol.Chat => """{"model":"m","messages":[{"role":"user","content":"u"}]}""",
        Protocol.Responses => """{"model":"m","input":"u"}""",
        Protocol.Messages => """{"model":"m","max_tokens":100,"messages":[{"role":"user","content":"u"}]}""",
        _ => """{"contents":[{"role":"user","parts":[{"text":"u"}]}]}""",
    };

    private static string NameOf(Protocol protocol) => Pairs.DialectOf(protocol).Name;
}
