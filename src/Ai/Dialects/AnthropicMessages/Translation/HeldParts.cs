using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>What of an answer is held back until it can be said.</summary>
internal sealed class HeldParts
{
    private readonly Answer _answer = new();
    private bool _isEnded;

    /// <summary>Takes what comes next.</summary>
    public Answer Next()
    {
        _isEnded = false;
        return _answer;
    }

    /// <summary>The part that was held last is complete.</summary>
    public void EndPart()
    {
        _answer.Part(0);
        _isEnded = true;
    }

    /// <summary>Takes arguments of a call, if it is among what is held.</summary>
    public bool TryGoOn(int call, JsonText piece)
    {
        var isHeld = _answer.Candidates[0].Parts.Any(part => part.Kind == AnswerPartKind.ToolCall && part.Call == call);
        if (isHeld)
        {
            _answer.Arguments(0, call, piece);
        }

        return isHeld;
    }

    /// <summary>Says it all, each part as one of its own.</summary>
    public void SayTo(IAnswerSink sink)
    {
        foreach (var part in _answer.Candidates[0].Parts)
        {
            sink.Part(0);
            Say(part, sink);
            foreach (var citation in part.Citations)
            {
                sink.Cite(0, citation);
            }
        }

        if (_isEnded)
        {
            sink.Part(0);
        }
    }

    private static void Say(AnswerPart part, IAnswerSink sink)
    {
        switch (part.Kind)
        {
            case AnswerPartKind.Text:
                sink.Text(0, part.Text);
                break;
            case AnswerPartKind.Refusal:
                sink.Refuse(0, part.Text);
                break;
            case AnswerPartKind.Reasoning:
                sink.Reasoning(0, part.Text);
                if (part.Seal is { } seal)
                {
                    sink.Seal(0, seal);
                }

                break;
            default:
                sink.Call(0, part.Call, part.Id, part.Name, part.Seal);
                sink.Arguments(0, part.Call, part.Text);
                break;
        }
    }
}
