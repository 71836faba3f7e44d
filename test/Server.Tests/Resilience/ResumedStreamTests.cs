using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Translation;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>Wherever a stream breaks off: with what another says behind it, it is one answer in the grammar of its protocol.</summary>
public sealed class ResumedStreamTests
{
    private const int Texts = 40;

    private static readonly string[] Dialects = ["chat", "responses", "messages", "gemini"];

    // Between the end of its text and its own end nobody goes on with a response, and the gateway holds back what says so.
    private const string OverAlready = "response.output_text.done";

    public static TheoryData<string, string> EachPair => new(from first in Dialects from second in Dialects select (first, second));

    [Theory]
    [MemberData(nameof(EachPair))]
    public void It_goes_on_from_any_event(string first, string second)
    {
        var random = new Random(first.Length * second.Length);
        for (var number = 0; number < Texts; number++)
        {
            var text = SpokenText.Of(number);
            var events = SpokenText.Events(first, text, random);
            for (var count = 0; count < events.Count && !events[count].Contains("\"finish", StringComparison.Ordinal); count++)
            {
                var sent = string.Concat(events.Take(count));
                if (sent.Contains(OverAlready, StringComparison.Ordinal) || sent.Contains("stop_reason\":\"", StringComparison.Ordinal))
                    break;

                var told = ToldAnswer.Of(first, sent + GoOn(first, events.Take(count), second, SpokenText.Events(second, text, random)));

                var where = $"text {number}, event {count}: {sent}";
                Assert.True(told.Problems.Count == 0, $"{string.Join(", ", told.Problems)}: {where}");
                Assert.True(told is { Finish: not null, HasError: false } && told.Text == text && told.Ids.Count <= 1, where);
            }
        }
    }

    [Theory]
    [InlineData("responses", """{"type":"response.output_text.done"}""")]
    [InlineData("responses", """{"type":"response.content_part.added","output_index":3}""")]
    [InlineData("messages", """{"type":"content_block_stop"}""")]
    public void An_event_of_what_has_not_begun_says_nothing(string dialect, string data)
    {
        var reader = new SentReader(Of(dialect));

        reader.Read(Encoding.UTF8.GetBytes(data));

        Assert.Empty(reader.Answer.Names.Items);
    }

    private static string GoOn(string first, IEnumerable<string> sent, string second, IEnumerable<string> events)
    {
        var reader = new SentReader(Of(first));
        foreach (var data in sent.Select(DataOf).OfType<byte[]>())
            reader.Read(data);
        using var request = JsonDocument.Parse("""{"stream_options":{"include_usage":true}}""");
        var resumption = StreamResumption.Of(
            Of(first), new AnswerContext(request.RootElement, 1_700_000_000) { Model = "m", ExchangeId = "e" }, reader.Answer, isStrict: false);
        Assert.NotNull(resumption);
        var translation = resumption.Follow(Of(second));
        var follower = Of(second).Follow(EnvelopeOf(second));
        var output = new StringBuilder();
        foreach (var data in events.Select(DataOf).OfType<byte[]>())
        {
            translation.Clear();
            translation.Read(data, follower.Read(data));
            output.Append(Encoding.UTF8.GetString(translation.Written.Span));
        }

        translation.Clear();
        translation.End(Core.Usage.TokenUsage.Unknown with { Input = 7, Output = 3 });
        return output.Append(Encoding.UTF8.GetString(translation.Written.Span)).ToString();
    }

    private static Envelope EnvelopeOf(string dialect) =>
        Of(dialect).ReadEnvelope(
            Encoding.UTF8.GetBytes(dialect == "gemini" ? """{"contents":[{"parts":[{"text":"hi"}]}]}""" : dialect == "responses" ? """{"model":"m","input":"hi"}""" : """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}"""),
            dialect == "gemini" ? new RequestAddress("m", true) : default).TryGet(out var envelope, out var refusal)
            ? envelope
            : throw new InvalidOperationException(refusal.Message);

    private static byte[]? DataOf(string one) =>
        one.Split('\n').FirstOrDefault(line => line.StartsWith("data: ", StringComparison.Ordinal)) is { } line && line != "data: [DONE]" ? Encoding.UTF8.GetBytes(line[6..]) : null;

    private static IConversationDialect Of(string dialect) => dialect switch
    {
        "chat" => ChatDialect.Instance,
        "responses" => ResponsesDialect.Instance,
        "messages" => MessagesDialect.Instance,
        _ => GenerateDialect.Instance,
    };
}
