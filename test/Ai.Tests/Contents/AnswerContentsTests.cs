using System.Text;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Contents.Answers;
using FerroGate.Testing.Contents.Streams;
using FerroGate.Testing.Recorded;

namespace FerroGate.Ai.Tests.Contents;

/// <summary>Every recorded answer can be read, and what is read of it holds together.</summary>
public sealed class AnswerContentsTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Unfinished = new()
    {
        ["groq_chat_stream-stream-error_2"] = "it broke off with an error",
        ["openai_chat_stream-audio-out_1"] = "streams of audio have no finish_reason",
    };

    private static readonly Dictionary<string, string> Silent = new()
    {
        ["azure_chat_finish-content-filter_1"] = "all of it was filtered",
        ["openai_chat_reasoning_1"] = ThoughtTooLong,
        ["openai_chat_stream-reasoning_1"] = ThoughtTooLong,
    };

    private static readonly Dictionary<string, string> Miscounted = new()
    {
        ["azure_chat_json-schema_1"] = GrokOnAzure,
        ["azure_chat_parallel-tool-calls_3"] = GrokOnAzure,
    };

    private const string ThoughtTooLong = "reasoning, which Chat does not show, took all the tokens";
    private const string GrokOnAzure = "Grok on Azure says that more of the input was cached than there was";

    [Fact]
    public void Every_recorded_answer_says_something_and_why_it_ended()
    {
        Assert.SkipWhen(Recordings.Folder is null, "There are no recordings beside the repository.");
        var read = Protocols.Answered().Select(answered => (answered.Exchange.Name, Contents: Read(answered.Protocol, answered.Exchange))).ToList();

        foreach (var group in read.GroupBy(one => one.Contents.Protocol))
            output.WriteLine($"{group.Key}: {Summary([.. group.Select(one => one.Contents)])}");
        Assert.DoesNotContain(read, one => one.Contents.Candidates.Count == 0);
        Assert.Equal(Unfinished.Keys.Order(), read.Where(one => one.Contents.Candidates.Any(IsUnfinished)).Select(one => one.Name));
        Assert.Equal(Silent.Keys.Order(), read.Where(one => !one.Contents.Candidates.All(Says)).Select(one => one.Name));
    }

    private static bool IsUnfinished(AnswerCandidate candidate) => candidate.Finish is FinishReason.None or FinishReason.Other;

    private static bool Says(AnswerCandidate candidate) =>
        candidate.Text.Length + candidate.Reasoning.Length + candidate.Refusal.Length + candidate.ToolCalls.Count + candidate.Other.Count > 0;

    private static AnswerContents Read(Protocol protocol, RecordedExchange exchange) =>
        exchange.IsStream
            ? AnswerContents.ReadStream(protocol, exchange.ResponseBytes)
            : AnswerContents.ReadAnswer(protocol, exchange.ResponseBytes);

    private static string Summary(IReadOnlyList<AnswerContents> answers)
    {
        var candidates = answers.SelectMany(answer => answer.Candidates).ToArray();
        return $"{answers.Count} answers, {candidates.Length} candidates, {candidates.Count(one => one.Text.Length > 0)} with text, "
            + $"{candidates.Count(one => one.Reasoning.Length > 0)} with reasoning, {candidates.Count(one => one.Refusal.Length > 0)} with a refusal, "
            + $"{candidates.Sum(one => one.ToolCalls.Count)} tool calls, {candidates.Count(one => one.Other.Count > 0)} with other things, "
            + $"{answers.Count(answer => answer.Usage is not null)} with usage; "
            + string.Join(", ", candidates.CountBy(one => one.Finish).Select(pair => $"{pair.Key} {pair.Value}"));
    }

    [Fact]
    public void The_counted_tokens_hold_together()
    {
        var faults = new List<string>();
        foreach (var (protocol, exchange) in Protocols.Answered())
        {
            if (Miscounted.ContainsKey(exchange.Name) || Read(protocol, exchange).Usage is not { } usage)
                continue;
            if (usage.Input is null or 0 || usage.Output is null || usage.CachedInput > usage.Input || usage.CacheWrite > usage.Input || usage.Reasoning > usage.Output)
                faults.Add($"{exchange.Name}: {usage}");
            if (Total(protocol, exchange) is { } total && total != usage.Input + usage.Output)
                faults.Add($"{exchange.Name}: total {total}, {usage}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static long? Total(Protocol protocol, RecordedExchange exchange)
    {
        var text = Encoding.UTF8.GetString(exchange.ResponseBytes);
        var field = protocol == Protocol.Gemini ? "\"totalTokenCount\":" : "\"total_tokens\":";
        var at = text.LastIndexOf(field, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var digits = text[(at + field.Length)..].TrimStart().TakeWhile(char.IsAsciiDigit).ToArray();
        return digits.Length > 0 ? long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    [Fact]
    public void A_call_has_a_name_and_arguments_that_are_JSON_and_an_id_but_of_Gemini()
    {
        var count = 0;
        foreach (var (protocol, exchange) in Protocols.Answered())
        {
            // Before there were tools, a function was called without an id.
            if (exchange.Request.TryGetProperty("functions", out _))
                continue;
            foreach (var candidate in Read(protocol, exchange).Candidates)
            {
                foreach (var call in candidate.ToolCalls)
                {
                    count++;
                    Assert.NotEqual("", call.Name);
                    Assert.True(call.Arguments is ['{' or '"', ..], $"{exchange.Name}: {call}");
                    Assert.True(protocol == Protocol.Gemini || call.Id is { Length: > 0 }, $"{exchange.Name}: {call}");
                }
            }
        }

        output.WriteLine($"{count} calls");
    }

    /// <summary>The last response of a stream of Responses is read as an answer, to the same contents as all its events.</summary>
    [Fact]
    public void The_events_of_Responses_and_the_response_at_their_end_say_the_same()
    {
        foreach (var (protocol, exchange) in Protocols.Answered().Where(answered => answered.Protocol == Protocol.Responses && answered.Exchange.IsStream))
        {
            var last = StreamEvents.Read(exchange.ResponseBytes)[^1].Json!.Value.GetProperty("response");

            Assert.Empty(AnswerContents.ReadStream(protocol, exchange.ResponseBytes).DifferencesFrom(AnswerContents.ReadAnswer(protocol, last)));
        }
    }

    [Fact]
    public void The_same_answer_in_four_protocols_is_the_same()
    {
        AnswerContents[] answers =
        [
            .. FourAnswers.All.Select(answer => AnswerContents.ReadAnswer(answer.Key, Encoding.UTF8.GetBytes(answer.Value))),
        ];

        foreach (var answer in answers)
            Assert.Empty(answer.DifferencesFrom(answers[0]));
        Assert.Equal(new(110, 30, null, 25, 5), answers[0].Usage);
        Assert.Equal("{\"city\":\"Köln\",\"days\":1.50}", answers[0].Candidates[0].ToolCalls[0].Arguments);
    }

    [Fact]
    public void Another_answer_is_another_one()
    {
        var answer = AnswerContents.ReadAnswer(Protocol.Chat, Encoding.UTF8.GetBytes(FourAnswers.All[Protocol.Chat]));
        AnswerContents With(Func<AnswerCandidate, AnswerCandidate> change) => answer with { Candidates = [change(answer.Candidates[0])] };

        Assert.Single(With(one => one with { Text = "x" }).DifferencesFrom(answer));
        Assert.Single(With(one => one with { Reasoning = "x" }).DifferencesFrom(answer));
        Assert.Equal(["candidate 0 refusal: 'x' and ''"], With(one => one with { Refusal = "x" }).DifferencesFrom(answer));
        Assert.Single(With(one => one with { Finish = FinishReason.Length }).DifferencesFrom(answer));
        Assert.Single(With(one => one with { ToolCalls = [] }).DifferencesFrom(answer));
        Assert.Single(With(one => one with { ToolCalls = [one.ToolCalls[0] with { Arguments = "{}" }] }).DifferencesFrom(answer));
        Assert.Single(answer.DifferencesFrom(With(one => one with { ToolCalls = [one.ToolCalls[0] with { Id = "" }] })));
        Assert.Empty(With(one => one with { ToolCalls = [one.ToolCalls[0] with { Id = "another" }] }).DifferencesFrom(answer));
        Assert.Single((answer with { Candidates = [] }).DifferencesFrom(answer));
        Assert.Single((answer with { Usage = answer.Usage! with { Output = 26 } }).DifferencesFrom(answer));
        Assert.Empty((answer with { Usage = answer.Usage! with { Output = null } }).DifferencesFrom(answer));
    }
}
