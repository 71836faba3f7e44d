namespace FerroGate.Ai.Conversations.Answers;

/// <summary>Tells a whole answer in the order of a stream, where what belongs to a text comes with it and not behind everything else.</summary>
internal static class AnswerReplay
{
    public static void TellTo(this Answer answer, IAnswerSink sink)
    {
        sink.Begin(answer.Head);
        foreach (var loss in answer.Losses.All)
        {
            sink.Lose(loss.Path, loss.Reason);
        }

        foreach (var (index, candidate) in answer.Candidates)
        {
            AnswerPartKind? before = null;
            foreach (var part in candidate.Parts)
            {
                if (part.Kind == before)
                {
                    sink.Part(index);
                }

                before = part.Kind;
                Tell(index, part, sink);
            }

            if (candidate.Finish is { } finish)
            {
                sink.Finish(index, finish);
            }
        }

        if (answer.IsComplete)
        {
            sink.End();
        }
    }

    private static void Tell(int candidate, AnswerPart part, IAnswerSink sink)
    {
        switch (part.Kind)
        {
            case AnswerPartKind.Text:
                sink.Text(candidate, part.Text);
                break;
            case AnswerPartKind.Reasoning:
                sink.Reasoning(candidate, part.Text);
                break;
            case AnswerPartKind.Refusal:
                sink.Refuse(candidate, part.Text);
                break;
            case AnswerPartKind.ToolCall:
                sink.Call(candidate, part.Call, part.Id, part.Name, part.Seal);
                sink.Arguments(candidate, part.Call, part.Text);
                return;
        }

        if (part.Chances.Count > 0)
        {
            sink.Chances(candidate, part.Chances);
        }

        foreach (var citation in part.Citations)
        {
            sink.Cite(candidate, citation);
        }

        if (part.Seal is { } seal)
        {
            sink.Seal(candidate, seal);
        }
    }
}
