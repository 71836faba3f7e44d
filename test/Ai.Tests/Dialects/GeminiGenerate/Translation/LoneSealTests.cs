using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Tests.Dialects.GeminiGenerate.Translation;

/// <summary>
/// Another provider's thought that nobody can read goes to clients of Gemini on the part behind it, since Vercel's SDK throws away
/// parts that have no text, and it comes back as the thought before that part.
/// </summary>
public sealed class LoneSealTests
{
    public static TheoryData<SealOrigin, bool> Seals => new()
    {
        { SealOrigin.Anthropic, false },
        { SealOrigin.Anthropic, true },
        { SealOrigin.OpenAi, true },
    };

    [Theory]
    [MemberData(nameof(Seals))]
    public void It_goes_with_the_text_or_the_call_behind_it_and_comes_back_before_them(SealOrigin origin, bool isThought)
    {
        var plain = new Answer();
        Tell(plain, origin, isThought);
        var whole = Translating.WriteAnswer(plain);
        var events = Translating.EventsOf(Translating.Stream(writer => Tell(writer, origin, isThought)));

        foreach (var parts in new[] { PartsOf(whole), string.Join(',', events.Select(PartsOf)) })
        {
            Assert.DoesNotContain("\"thought\"", parts, StringComparison.Ordinal);
            var turn = Assert.Single(Translating.Read($$"""{"contents":[{"role":"model","parts":[{{parts}}]}]}""").Turns);
            Assert.Equal(
                [$"{origin} {isThought} one", "hello", $"{origin} {isThought} two", "f"],
                turn.Parts.Where(part => part is not TextPart { Text.IsEmpty: true }).Select(Shown));
        }
    }

    [Fact]
    public void It_stands_alone_where_nothing_comes_behind_it()
    {
        var events = Translating.EventsOf(Translating.Stream(writer =>
        {
            writer.Begin(new AnswerHead());
            writer.Seal(0, new Seal(SealOrigin.Anthropic, JsonText.Of("one")));
            writer.Seal(0, new Seal(SealOrigin.Anthropic, JsonText.Of("two")));
            writer.Finish(0, new Finish(FinishKind.Stop, "p"));
            writer.End();
        }));

        Assert.Equal(2, events.Count(each => each.Contains("\"thought\":true", StringComparison.Ordinal)));
    }

    private static void Tell(IAnswerSink sink, SealOrigin origin, bool isThought)
    {
        sink.Begin(new AnswerHead());
        sink.Seal(0, new Seal(origin, JsonText.Of("one"), isThought));
        sink.Text(0, JsonText.Of("hello"));
        sink.Seal(0, new Seal(origin, JsonText.Of("two"), isThought));
        sink.Call(0, 0, JsonText.Of("c"), JsonText.Of("f"), null);
        sink.Arguments(0, 0, JsonText.Of("{}"));
        sink.Finish(0, new Finish(FinishKind.ToolCalls, "p"));
        sink.End();
    }

    private static string PartsOf(string answer) => string.Join(
        ',', Translating.Json(answer).GetProperty("candidates")[0].GetProperty("content").GetProperty("parts").EnumerateArray().Select(part => part.GetRawText()));

    private static string Shown(Part part) => part switch
    {
        ReasoningPart { Text: null, Seal: { } seal } => $"{seal.Origin} {seal.IsThought} {seal.Value}",
        TextPart text => text.Text.ToString(),
        ToolCallPart { Seal: null } call => call.Name.ToString(),
        _ => part.ToString(),
    };
}
