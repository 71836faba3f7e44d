using CsCheck;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using static FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation.Translated;

namespace FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation;

/// <summary>Whatever a model says in whatever order: a stream has the complete grammar and ends with what is written of it as a whole.</summary>
public sealed class AnyAnswerTests
{
    private static readonly Gen<string> Said = Gen.Int[0, 9].Select(kind => kind switch
    {
        0 or 1 => "text",
        2 => "cited text",
        3 => "thought",
        4 => "seal",
        5 => "sealed call",
        6 => "part",
        7 => "refusal",
        8 => "argument",
        _ => "call",
    });

    [Fact]
    public void A_stream_ends_with_what_is_written_as_a_whole() =>
        Gen.Select(Said.Array[0, 12], Gen.Int[0, 8]).Sample((said, ending) =>
        {
            void Say(IAnswerSink sink) => SayAll(sink, said, (FinishKind)ending);
            var answer = new Answer();
            Say(answer);

            Assert.Equal(Written(answer), AssembledResponse.Of(Streamed(Say)).Final.GetRawText());
        }, iter: 2000);

    private static void SayAll(IAnswerSink sink, string[] said, FinishKind ending)
    {
        sink.Begin(new AnswerHead { Id = T("1") });
        var calls = 0;
        var open = new Queue<int>();
        foreach (var what in said)
        {
            switch (what)
            {
                case "text":
                    sink.Text(0, T("a"));
                    break;
                case "cited text":
                    sink.Text(0, T("bc"));
                    sink.Chances(0, [new TokenChance(T("bc"), J("-1"))]);
                    sink.Cite(0, new Citation(T("https://x"), "p") { Range = (1, 2) });
                    break;
                case "thought":
                    sink.Reasoning(0, T("t"));
                    break;
                case "seal":
                    sink.Seal(0, new Seal(SealOrigin.Anthropic, T("S")));
                    break;
                case "part":
                    sink.Part(0);
                    break;
                case "refusal":
                    sink.Refuse(0, T("no"));
                    break;
                case "argument" when open.TryDequeue(out var call):
                    // Of the call that has waited longest, whatever came since.
                    sink.Arguments(0, call, T("{\"a\":"));
                    sink.Arguments(0, call, T("1} "));
                    break;
                case "call" or "sealed call":
                    open.Enqueue(calls);
                    sink.Call(0, calls++, T("c"), T("f"), what == "call" ? null : new Seal(SealOrigin.Gemini, T("G")));
                    break;
                default:
                    break;
            }
        }

        sink.Finish(0, new Finish(ending, "p"));
        sink.End();
    }
}
