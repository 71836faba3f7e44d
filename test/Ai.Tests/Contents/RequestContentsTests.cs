using System.Text.Json;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Contents.Requests;
using FerroGate.Testing.Recorded;

namespace FerroGate.Ai.Tests.Contents;

/// <summary>Every recorded request can be read, and one request is the same in every protocol.</summary>
public sealed class RequestContentsTests(ITestOutputHelper output)
{
    public static TheoryData<Protocol> All => [.. Enum.GetValues<Protocol>()];

    /// <summary>They say nothing in turns.</summary>
    private static readonly Dictionary<string, string> Silent = new()
    {
        ["openai_responses_vision_1"] = "all of it is a stored prompt",
    };

    /// <summary>They hold what only their vendor knows.</summary>
    private static readonly string[] OtherKinds = ["server_tool_use", "web_fetch_tool_result", "web_search_tool_result"];

    [Fact]
    public void Every_recorded_request_asks_something()
    {
        Assert.SkipWhen(Recordings.Folder is null, "../shared/recordings is not there");
        var read = Protocols.Answered().Select(spoken => (spoken.Exchange.Name, Contents: RequestContents.Read(spoken.Protocol, spoken.Exchange.Request))).ToList();

        foreach (var group in read.GroupBy(one => one.Contents.Protocol))
            output.WriteLine($"{group.Key}: {Summary([.. group.Select(one => one.Contents)])}");
        Assert.Equal(Silent.Keys.Order(), read.Where(one => one.Contents.Turns.Count == 0).Select(one => one.Name));
        Assert.Equal(OtherKinds, read.SelectMany(one => Parts(one.Contents)).OfType<OtherPart>().Select(part => part.Kind).Distinct().Order());
    }

    [Fact]
    public void Every_recorded_result_answers_a_call_that_is_there()
    {
        foreach (var (protocol, exchange) in Protocols.Answered())
        {
            foreach (var result in Parts(RequestContents.Read(protocol, exchange.Request)).OfType<ToolResultPart>())
                Assert.True(result.Position >= 0 && result.Name is { Length: > 0 }, $"{exchange.Name}: {result}");
        }
    }

    [Fact]
    public void No_two_turns_of_one_role_are_neighbours_and_none_is_empty()
    {
        foreach (var (protocol, exchange) in Protocols.Spoken())
        {
            var turns = RequestContents.Read(protocol, exchange.Request).Turns;
            Assert.All(turns, turn => Assert.NotEmpty(turn.Parts));
            Assert.All(turns.Zip(turns.Skip(1)), pair => Assert.NotEqual(pair.First.Role, pair.Second.Role));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_request_in_two_protocols_is_the_same(Protocol protocol)
    {
        var request = Read(protocol, FourRequests.All[protocol]);

        foreach (var (other, body) in FourRequests.All)
            Assert.Empty(request.DifferencesFrom(Read(other, body)));
    }

    [Theory]
    [InlineData("0.70", "0.7")]
    [InlineData("300", "301")]
    [InlineData("\"END\"", "\"STOP\"")]
    [InlineData("\"seed\":7", "\"seed\":8")]
    [InlineData("\"n\":1", "\"n\":2")]
    [InlineData("\"user\":\"u\"", "\"user\":\"v\"")]
    [InlineData("\"low\"", "\"high\"")]
    [InlineData("\"stream\":true", "\"stream\":false")]
    [InlineData("\"parallel_tool_calls\":false", "\"parallel_tool_calls\":true")]
    [InlineData("\"required\",\"metadata\"", "\"none\",\"metadata\"")]
    [InlineData("\"a\":\"b\"", "\"a\":\"c\"")]
    [InlineData("1.50", "1.5")]
    [InlineData("\"name\":\"out\"", "\"name\":\"in\"")]
    [InlineData("\"description\":\"d\"", "\"description\":\"e\"")]
    [InlineData("[\"city\"]", "[]")]
    [InlineData("S1", "S3")]
    [InlineData("AAEC", "AAED")]
    [InlineData("https://x/y.png", "https://x/z.png")]
    [InlineData("and say", "and do")]
    [InlineData("Hm.", "Oh.")]
    [InlineData("Köln", "Bonn")]
    [InlineData("12:00", "12:01")]
    [InlineData("1.0}", "1.00}")]
    [InlineData("So?", "So!")]
    public void Another_request_is_another_one(string word, string other)
    {
        var body = FourRequests.All[Protocol.Chat];

        Assert.Single(Read(Protocol.Chat, body.Replace(word, other, StringComparison.Ordinal)).DifferencesFrom(Read(Protocol.Chat, body)));
    }

    private static RequestContents Read(Protocol protocol, string body)
    {
        using var document = JsonDocument.Parse(body);
        return RequestContents.Read(protocol, document.RootElement.Clone());
    }

    private static IEnumerable<RequestPart> Parts(RequestContents request) => request.Turns.SelectMany(turn => turn.Parts);

    private static string Summary(IReadOnlyList<RequestContents> requests)
    {
        var parts = requests.SelectMany(Parts).ToArray();
        return $"{requests.Count} requests, {requests.Sum(one => one.Turns.Count)} turns, {requests.Sum(one => one.System.Count)} system texts, "
            + $"{requests.Sum(one => one.Tools.Count)} tools and {requests.Sum(one => one.OtherTools.Count)} others; "
            + string.Join(", ", parts.CountBy(part => part is MediaPart media ? media.Kind.ToString() : part.GetType().Name).Select(pair => $"{pair.Key} {pair.Value}"));
    }
}
