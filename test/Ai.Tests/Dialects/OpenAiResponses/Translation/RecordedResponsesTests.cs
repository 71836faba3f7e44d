using System.Text;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Tests.Fixtures;
using FerroGate.Testing.Recorded;

namespace FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation;

/// <summary>Recorded traffic is read, and written in the same protocol it says the same.</summary>
public sealed class RecordedResponsesTests
{
    private static readonly IReadOnlyList<RecordedExchange> All = Recordings.Of(["openai", "azure", "xai", "bedrock"], "responses");

    public static TheoryData<string> Names => [.. All.Select(exchange => exchange.Name)];

    [Fact]
    public void There_are_recordings() => Assert.SkipWhen(All.Count == 0, "There is no ../shared/recordings.");

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void A_request_is_read_and_says_the_same_when_it_is_written(string name)
    {
        var body = Encoding.UTF8.GetString(Find(name).RequestBytes);
        if (Find(name).Request.TryGetProperty("prompt", out _) || Find(name).Request.TryGetProperty("previous_response_id", out _) || body.Contains("\"background\":true", StringComparison.Ordinal) || body.Contains("\"background\": true", StringComparison.Ordinal))
        {
            Assert.Throws<InvalidConversationException>(() => Translated.Request(body));
            return;
        }

        var losses = new Losses();
        var conversation = Translated.Request(body, losses);
        Assert.DoesNotContain(losses.All, loss => loss.Reason == LossReason.Unknown);
        var parts = PartsOf(conversation);

        Assert.Equal(parts, PartsOf(Translated.Request(Translated.Written(conversation))));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void An_answer_is_read_and_says_the_same_when_it_is_written(string name)
    {
        var exchange = Find(name);
        if (exchange.Status != 200)
        {
            Assert.NotNull(Translated.Fault(Encoding.UTF8.GetString(exchange.ResponseBytes)));
            return;
        }

        var first = exchange.IsAnsweredByStream
            ? Translated.Stream(SseReading.Of(exchange.ResponseBytes).Data)
            : Translated.Answer(Encoding.UTF8.GetString(exchange.ResponseBytes));
        Assert.True(first.IsComplete);
        Assert.NotNull(first.Candidates[0].Finish);
        Assert.DoesNotContain(first.Losses.All, loss => loss.Reason == LossReason.Unknown);

        Assert.Equal(Said(first), Said(Translated.Answer(Translated.Written(first))));
        if (exchange.IsAnsweredByStream)
        {
            var stream = Translated.Streamed(writer => Translated.Read(SseReading.Of(exchange.ResponseBytes).Data, writer));
            Assert.Equal(Said(first), Said(Translated.Answer(AssembledResponse.Of(stream).Final.GetRawText())));
            Assert.Equal(Said(first), Said(Translated.Stream(Translated.EventsOf(stream))));
        }
    }

    private static RecordedExchange Find(string name) => All.Single(exchange => exchange.Name == name);

    // The ids of items are ours when they are written, and an id begins with what clients know it by.
    private static string Said(Answer answer) => string.Join('\n',
    [
        answer.Head.Id.ToString().Replace("resp_", "", StringComparison.Ordinal),
        answer.Head.Model.ToString(),
        answer.Candidates[0].Finish!.Value.Kind.ToString(),
        .. answer.Candidates[0].Parts.Select(part =>
            $"{part.Kind} {part.Id} {part.Name} {part.Seal?.Value.ToString().Split('|')[^1]} {part.Text} {string.Join(' ', part.Citations.Select(citation => $"{citation.Url} {citation.Range}"))}"),
    ]);

    private static List<string> PartsOf(Conversation conversation) => [.. conversation.Turns.SelectMany(turn => turn.Parts.Select(part => $"{turn.Role} {Of(part)}"))];

    private static string Of(Part part) => part switch
    {
        TextPart text => $"text {text.Text}",
        ReasoningPart thought => $"thought {thought.Text} {thought.Seal?.Value}",
        ToolCallPart call => $"call {call.Id} {call.Name} {call.Arguments.Text}",
        ToolResultPart result => $"result {result.CallId} {string.Join(' ', result.Content.Select(Of))}",
        MediaPart media => $"{media.Kind} {media.Source.MediaType} {media.Source.Url} {media.Source.Base64} {media.Name?.Value}",
        _ => part.GetType().Name,
    };
}
