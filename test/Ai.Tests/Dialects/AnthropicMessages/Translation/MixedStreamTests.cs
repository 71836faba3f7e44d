using System.Globalization;
using CsCheck;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using static FerroGate.Ai.Tests.Dialects.AnthropicMessages.Translation.Translated;

namespace FerroGate.Ai.Tests.Dialects.AnthropicMessages.Translation;

/// <summary>However a provider mixes the parts of its answer, a client puts the same message together of the stream as of the whole.</summary>
public sealed class MixedStreamTests
{
    private static readonly string[][] Arguments = [["{\"a\"", ":1", "}"], ["{}"], [" ", "{\"}\":\"{\\\"\"", "}", " "], ["{\"a\":{\"b\":[1]}", "}"], [""]];

    [Fact]
    public void Streams_say_what_whole_answers_say() => Gen.Int[0, 9].Array[0, 25].Sample(steps =>
    {
        var answer = new Answer();
        Say(answer, steps);
        var assembled = Assembled(Streamed(writer => Say(writer, steps)));

        Assert.Equal(J(Written(answer)).GetProperty("content").GetRawText(), assembled.Content);
    });

    private static void Say(IAnswerSink sink, int[] steps)
    {
        // The pieces of each call that have not come yet.
        var calls = new List<Queue<string>>();
        sink.Begin(new AnswerHead());
        for (var index = 0; index < steps.Length; index++)
        {
            var text = T(index.ToString(CultureInfo.InvariantCulture));
            switch (steps[index])
            {
                case 0:
                    sink.Text(0, text);
                    break;
                case 1:
                    sink.Reasoning(0, text);
                    break;
                case 2:
                    sink.Reasoning(0, text);
                    sink.Seal(0, new Seal(SealOrigin.Gemini, text));
                    break;
                case 3:
                    sink.Part(0);
                    sink.Seal(0, new Seal(SealOrigin.OpenAi, text, IsThought: true));
                    break;
                case 4:
                    sink.Refuse(0, text);
                    break;
                case 5 or 6:
                    sink.Call(0, calls.Count, text, T("f"), steps[index] == 5 ? null : new Seal(SealOrigin.Gemini, text));
                    calls.Add(new Queue<string>(Arguments[index % Arguments.Length]));
                    break;
                case 7 when calls.Count > 0:
                    GoOn(sink, calls, index % calls.Count);
                    break;
                case 8 when calls.Count > 0:
                    GoOn(sink, calls, calls.Count - 1);
                    break;
                case 9:
                    sink.Text(0, text);
                    sink.Cite(0, new Citation(T("https://x"), "c"));
                    sink.Part(0);
                    break;
            }
        }

        for (var call = 0; call < calls.Count; call++)
        {
            while (calls[call].Count > 0)
                GoOn(sink, calls, call);
        }

        sink.Finish(0, new Finish(FinishKind.Stop, "f"));
        sink.End();
    }

    private static void GoOn(IAnswerSink sink, List<Queue<string>> calls, int call)
    {
        if (calls[call].TryDequeue(out var piece))
            sink.Arguments(0, call, T(piece));
    }
}
