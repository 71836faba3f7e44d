using System.Diagnostics;
using System.Text;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Translation;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>Requests that somebody wrote to break the gateway: they are said or refused, and soon.</summary>
public sealed class HostileRequestTests
{
    // Minutes where each thing is compared with all others, and a moment where it is not.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    public static TheoryData<Protocol, string> WordsThatAreHalfAPair => new()
    {
        { Protocol.Chat, """{"model":"m","messages":[],"tool_choice":"\ud800"}""" },
        { Protocol.Chat, """{"model":"m","messages":[],"service_tier":"\ud800"}""" },
        { Protocol.Chat, """{"model":"m","messages":[],"reasoning_effort":"\ud800"}""" },
        { Protocol.Responses, """{"model":"m","input":"x","tool_choice":"\udc00"}""" },
        { Protocol.Responses, """{"model":"m","input":"x","service_tier":"\udc00"}""" },
        { Protocol.Responses, """{"model":"m","input":"x","reasoning":{"effort":"\udc00","summary":"\udc00"}}""" },
        { Protocol.Messages, """{"model":"m","max_tokens":9,"messages":[],"service_tier":"\ud800"}""" },
        { Protocol.Messages, """{"model":"m","max_tokens":9,"messages":[],"output_config":{"effort":"\ud800"}}""" },
        { Protocol.Gemini, """{"contents":[],"generationConfig":{"thinkingConfig":{"thinkingLevel":"\ud800"},"responseMimeType":"\ud800"}}""" },
    };

    [Theory]
    [MemberData(nameof(WordsThatAreHalfAPair), DisableDiscoveryEnumeration = true)]
    public void A_word_that_holds_half_a_pair_is_no_word_and_breaks_nothing(Protocol from, string request)
    {
        foreach (var to in Enum.GetValues<Protocol>().Where(to => to != from))
            Write(from, to, request);
    }

    [Fact]
    public void Many_calls_and_results_take_no_more_than_their_number()
    {
        const int Many = 20_000;
        var calls = Joined(Many, number => $$$"""{"id":"c{{{number}}}","type":"function","function":{"name":"f","arguments":"{}"}}""");
        var results = Joined(Many, number => $$$"""{"role":"tool","tool_call_id":"c{{{Many - 1 - number}}}","content":"r"}""");

        AssertSoon(Protocol.Chat, Protocol.Messages, $$$"""{"model":"m","messages":[{"role":"assistant","tool_calls":[{{{calls}}}]},{{{results}}}]}""");
    }

    [Fact]
    public void So_do_those_that_go_by_their_name()
    {
        const int Many = 20_000;
        var calls = Joined(Many, number => $$$$"""{"functionCall":{"name":"f{{{{number}}}}","args":{}}}""");
        var results = Joined(Many, number => $$$$"""{"functionResponse":{"name":"f{{{{Many - 1 - number}}}}","response":{}}}""");

        AssertSoon(Protocol.Gemini, Protocol.Messages, $$$"""{"contents":[{"role":"model","parts":[{{{calls}}}]},{"role":"user","parts":[{{{results}}}]}]}""");
    }

    [Fact]
    public void So_do_members_that_nobody_knows()
    {
        var unknown = Joined(100_000, number => $"\"u{number}\":1");

        AssertSoon(Protocol.Chat, Protocol.Messages, $$$"""{"model":"m","messages":[{"role":"user","content":"hi"}],{{{unknown}}}}""");
    }

    private static string Joined(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));

    private static void AssertSoon(Protocol from, Protocol to, string request)
    {
        var watch = Stopwatch.StartNew();

        Assert.True(Write(from, to, request));

        Assert.True(watch.Elapsed < Soon, $"It took {watch.Elapsed}.");
    }

    private static bool Write(Protocol from, Protocol to, string request)
    {
        Assert.True(RequestTranslator.Open(Pairs.DialectOf(from), Encoding.UTF8.GetBytes(request), stream: false).TryGet(out var translator, out _));
        using (translator)
            return translator.Write(Pairs.DialectOf(to), new TargetModel("m", 4096)).TryGet(out _, out _);
    }
}
