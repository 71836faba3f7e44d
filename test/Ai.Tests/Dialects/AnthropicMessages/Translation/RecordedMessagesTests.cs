using System.Text;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Tests.Fixtures;
using FerroGate.Testing.Recorded;

namespace FerroGate.Ai.Tests.Dialects.AnthropicMessages.Translation;

/// <summary>Recorded traffic is read, and written in the same protocol it says the same.</summary>
public sealed class RecordedMessagesTests
{
    private static readonly IReadOnlyList<RecordedExchange> All = Recordings.Of(["anthropic"], "messages");

    public static TheoryData<string> Names => [.. All.Select(exchange => exchange.Name)];

    [Fact]
    public void There_are_recordings() => Assert.SkipWhen(All.Count == 0, "There is no ../shared/recordings.");

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void A_request_is_read_and_says_the_same_when_it_is_written(string name)
    {
        var exchange = Find(name);
        var conversation = Translated.Request(Encoding.UTF8.GetString(exchange.RequestBytes));
        var texts = TextsOf(conversation);
        var written = Translated.Written(conversation);

        Assert.Equal(OneLine(texts), OneLine(TextsOf(Translated.Request(written))));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void An_answer_is_read_and_says_the_same_when_it_is_written(string name)
    {
        var exchange = Find(name);
        if (exchange.Status != 200)
        {
            Assert.Equal(exchange.Status, Translated.Fault(Encoding.UTF8.GetString(exchange.ResponseBytes))!.Status);
            return;
        }

        var first = exchange.IsAnsweredByStream
            ? Translated.Stream(SseReading.Of(exchange.ResponseBytes).Data)
            : Translated.Answer(Encoding.UTF8.GetString(exchange.ResponseBytes));
        Assert.True(first.IsComplete);
        Assert.NotNull(first.Candidates[0].Finish);
        Assert.DoesNotContain(first.Losses.All, loss => loss.Reason == LossReason.Unknown);

        Assert.Equal(OneLine(Said(first)), OneLine(Said(Translated.Answer(Translated.Written(first)))));
        if (exchange.IsAnsweredByStream)
        {
            var stream = Translated.Streamed(writer => Translated.Read(SseReading.Of(exchange.ResponseBytes).Data, writer));
            Translated.Assembled(stream);
            Assert.Equal(OneLine(Said(first)), OneLine(Said(Translated.Stream(SseReading.Of(Encoding.UTF8.GetBytes(stream)).Data))));
        }
    }

    // What is carried as JSON stands on one line, whatever its layout was.
    private static string OneLine(string text) => text.Replace('\n', ' ');

    private static RecordedExchange Find(string name) => All.Single(exchange => exchange.Name == name);

    private static string Said(Answer answer) => string.Join('\n',
    [
        answer.Head.Id.ToString(),
        answer.Head.Model.ToString(),
        answer.Candidates[0].Finish!.Value.Word.ToString(),
        answer.Candidates[0].Finish!.Value.StopSequence.ToString(),
        .. answer.Candidates[0].Parts.Select(part =>
            $"{part.Kind} {part.Id} {part.Name} {part.Seal?.Value} {part.Text} {string.Join(' ', part.Citations.Select(citation => citation.Url))}"),
    ]);

    // Turns of one party in a row become one, and what says nothing is left out.
    private static string TextsOf(Conversation conversation) => string.Join('\n', conversation.Turns
        .OrderBy(turn => turn.Role is not Role.System)
        .SelectMany(turn => turn.Parts.Where(part => part is not TextPart { Text.IsEmpty: true }).Select(part => $"{turn.Role} {Of(part)}")));

    private static string Of(Part part) => part switch
    {
        TextPart text => $"text {text.Text} {text.Cache?.Lifetime}",
        ReasoningPart thought => $"thought {thought.Text} {thought.Seal?.Value}",
        ToolCallPart call => $"call {call.Id} {call.Name} {call.Arguments.Text}",
        ToolResultPart result => $"result {result.CallId} {result.IsError?.Value} {string.Join(' ', result.Content.Select(Of))}",
        MediaPart media => $"{media.Kind} {media.Source.MediaType} {media.Source.Url} {media.Source.Base64} {media.Name?.Value}",
        _ => part.GetType().Name,
    };
}
