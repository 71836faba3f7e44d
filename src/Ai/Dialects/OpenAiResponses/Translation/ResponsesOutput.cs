using FerroGate.Ai.Conversations.Answers;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>
/// The items that the parts of an answer are. Texts and refusals that stand together are one message; thoughts that stand together
/// are one item, which ends with its seal; and a call is an item of its own.
/// </summary>
internal sealed class ResponsesOutput
{
    private readonly List<ResponsesItem> _items = [];
    private AnswerPart? _last;
    private long _letters;

    public IReadOnlyList<ResponsesItem> Items => _items;

    /// <summary>All items of a whole answer.</summary>
    public static ResponsesOutput Of(Answer answer)
    {
        var output = new ResponsesOutput();
        if (answer.Candidates.TryGetValue(0, out var candidate))
        {
            foreach (var part in candidate.Parts.Where(SaysSomething))
            {
                output.Add(part);
            }
        }

        return output;
    }

    private static bool SaysSomething(AnswerPart part) =>
        part.Kind == AnswerPartKind.ToolCall || !part.IsEmpty || part.Seal is not null || part.Citations.Count > 0 || part.Chances.Count > 0;

    /// <summary>Adds the next part, which is the last one of the last item then.</summary>
    public void Add(AnswerPart part)
    {
        switch (part.Kind)
        {
            case AnswerPartKind.ToolCall:
                if (part.Seal is { } seal)
                {
                    // The thought behind a call has no place in the call; it stands before it and says nothing.
                    Begin(ResponsesItemKind.Reasoning).Seal = seal;
                }

                Put(Begin(ResponsesItemKind.Call), part);
                break;
            case AnswerPartKind.Reasoning when part.IsEmpty:
                Begin(ResponsesItemKind.Reasoning).Seal = part.Seal;
                break;
            case AnswerPartKind.Reasoning:
                Put(_last is { Kind: AnswerPartKind.Reasoning, Seal: null } ? _items[^1] : Begin(ResponsesItemKind.Reasoning), part);
                _items[^1].Seal = part.Seal;
                break;
            default:
                Put(_last?.Kind is AnswerPartKind.Text or AnswerPartKind.Refusal ? _items[^1] : Begin(ResponsesItemKind.Message), part);
                break;
        }

        _last = part;
    }

    /// <summary>An item has begun that consists of nothing yet; what comes next of its kind belongs to it.</summary>
    public ResponsesItem BeginEmpty(AnswerPartKind kind)
    {
        _last = new AnswerPart(kind);
        return Begin(kind == AnswerPartKind.Reasoning ? ResponsesItemKind.Reasoning : ResponsesItemKind.Message);
    }

    /// <summary>What comes next is no part of the last item, whatever it is.</summary>
    public void EndItem() => _last = null;

    private void Put(ResponsesItem item, AnswerPart part)
    {
        if (_last is { Kind: AnswerPartKind.Text } text)
        {
            _letters += text.Text.CountLetters();
        }

        item.Parts.Add(part);
        item.Starts.Add(_letters);
    }

    private ResponsesItem Begin(ResponsesItemKind kind)
    {
        var item = new ResponsesItem(kind, _items.Count);
        _items.Add(item);
        return item;
    }
}
