using System.Buffers;
using System.Text;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>
/// Writes a stream of the Responses protocol: everything comes in pieces, then as a whole, and at last once more in the response
/// that ends the stream. So the answer is collected beside it, and what is new in it is what an item or a part begins with.
/// </summary>
internal sealed class ResponsesEventWriter(IBufferWriter<byte> output, AnswerContext context) : IEventWriter
{
    private readonly ResponsesEventFrame _frame = new(output);
    private readonly Answer _answer = new();
    private readonly ResponsesOutput _output = new();
    private readonly Dictionary<int, ResponsesItem> _calls = [];
    private ResponsesHead? _head;
    private ResponsesItemEvents? _events;
    private ResponsesItem? _item;
    private bool _hasEnded;
    private int _parts;

    public Losses Losses => _answer.Losses;

    public bool GoOn(SentAnswer sent)
    {
        var names = sent.Names;
        if (names.Id.IsEmpty || !CanStand(sent))
        {
            return false;
        }

        _head = new ResponsesHead(names, context);
        Begin(names.Head);
        Restore(names.Items, JsonText.Of(Encoding.UTF8.GetString(sent.Thoughts)), JsonText.Of(Encoding.UTF8.GetString(sent.Said)));
        _frame.GoOn(names.NextEvent);
        return true;
    }

    public void Begin(AnswerHead head)
    {
        _answer.Begin(head);
        _head ??= new ResponsesHead(_answer.Head, context);
        _events = new ResponsesItemEvents(_frame, new ResponsesItemWriter(_head, context, Losses));
        WriteResponse("response.created", ResponsesEnding.InProgress);
        WriteResponse("response.in_progress", ResponsesEnding.InProgress);
    }

    public void Text(int candidate, JsonText text)
    {
        if (IsOurs(candidate) && !text.IsEmpty)
        {
            _answer.Text(0, text);
            Events.Text(Advance(), text, []);
        }
    }

    public void Reasoning(int candidate, JsonText text)
    {
        if (IsOurs(candidate) && !text.IsEmpty)
        {
            _answer.Reasoning(0, text);
            Events.Summary(Advance(), text);
        }
    }

    public void Seal(int candidate, Seal seal)
    {
        if (IsOurs(candidate))
        {
            _answer.Seal(0, seal);
            Advance().Seal = seal with { Value = seal.Value.Kept() };
            Close();
        }
    }

    public void Refuse(int candidate, JsonText text)
    {
        if (IsOurs(candidate) && !text.IsEmpty)
        {
            _answer.Refuse(0, text);
            Events.Refusal(Advance(), text);
        }
    }

    public void Call(int candidate, int call, JsonText id, JsonText name, Seal? seal)
    {
        if (IsOurs(candidate))
        {
            _answer.Call(0, call, id, name, seal);
            _calls[call] = Advance();
        }
    }

    public void Arguments(int candidate, int call, JsonText piece)
    {
        if (IsOurs(candidate) && !piece.IsEmpty && _calls.TryGetValue(call, out var item))
        {
            _answer.Arguments(0, call, piece);
            Events.Arguments(item, piece);
        }
    }

    public void Cite(int candidate, Citation citation)
    {
        if (IsOurs(candidate))
        {
            if (IsTextOver())
            {
                Losses.Add(citation.Path, LossReason.Unsupported);
                return;
            }

            _answer.Cite(0, citation);
            var (item, index) = TextBefore();
            Events.Citation(item, index, citation, Losses);
        }
    }

    // A piece without text: what was said of it has gone already.
    public void Chances(int candidate, IReadOnlyList<TokenChance> tokens)
    {
        if (!IsOurs(candidate))
        {
            return;
        }

        if (IsTextOver())
        {
            Losses.Add(_answer.Head.ChancesPath, LossReason.Unsupported);
            return;
        }

        _answer.Chances(0, tokens);
        var (item, index) = TextBefore();
        if (index == item.Parts.Count - 1)
        {
            Events.Text(item, JsonText.Empty, tokens);
        }
    }

    public void Part(int candidate)
    {
        if (candidate == 0)
        {
            _answer.Part(0);
        }
    }

    public void Finish(int candidate, Finish finish)
    {
        if (IsOurs(candidate))
        {
            _answer.Finish(0, finish);

            // What the ending does not say is known before the end, for those who want to lose nothing.
            _ = ResponsesEnding.Of(_answer);
        }
    }

    public void Use(TokenUsage usage) => _answer.Use(usage);

    public void KeepAlive() => KeepAliveComment.Write(output);

    public void Lose(string path, string reason) => Losses.Add(path, reason);

    public void Fail(ProviderFault fault)
    {
        if (_hasEnded)
        {
            return;
        }

        // A provider may fail before it says anything, and a stream begins all the same.
        if (_events is null)
        {
            Begin(new AnswerHead());
        }

        _hasEnded = true;
        _answer.Fail(fault);
        LossComment.Write(output, Losses);
        WriteResponse("response.failed", ResponsesEnding.Failed);
    }

    public void End()
    {
        if (_hasEnded)
        {
            return;
        }

        _hasEnded = true;
        var ending = ResponsesEnding.Of(_answer);
        foreach (var item in _calls.Values.Append(_item).OfType<ResponsesItem>().Distinct().OrderBy(item => item.Index))
        {
            Events.End(item, ending.IsCut && item.Index == _output.Items.Count - 1);
        }

        LossComment.Write(output, Losses);
        WriteResponse(ending.IsCut ? "response.incomplete" : "response.completed", ending);
    }

    // Begins what has begun at the client, in its order. Thoughts are one text here, and stand in the first item that has any.
    private void Restore(IReadOnlyList<SentItem> items, JsonText thoughts, JsonText text)
    {
        foreach (var item in items)
        {
            if (item.Parts == 0 || (item.Kind == AnswerPartKind.Reasoning && thoughts.IsEmpty))
            {
                Close();
                _item = _output.BeginEmpty(item.Kind);
            }
            else if (item.Kind == AnswerPartKind.Text)
            {
                _answer.Text(0, text);
                Advance();
            }
            else
            {
                _answer.Reasoning(0, thoughts);
                thoughts = JsonText.Empty;
                Advance();
            }

            if (item.IsOver)
            {
                _item = null;
                _output.EndItem();
                _answer.Part(0);
            }
        }
    }

    // Not between the beginning of a summary and its text, where nobody stays; and not where it is unknown what of the text, or of the
    // thoughts, belongs to which item.
    private static bool CanStand(SentAnswer sent) => sent.Names.Items switch
    {
        [] => !sent.HasContent,
        var items when items.Count(item => item.Kind == AnswerPartKind.Text) > 1 => false,
        [.., { IsOver: false, Kind: AnswerPartKind.Text, Parts: <= 1 }] or [.., { IsOver: true, Kind: AnswerPartKind.Reasoning }] => true,
        [.., { IsOver: false, Kind: AnswerPartKind.Reasoning, Parts: var parts }] items =>
            parts == (sent.Thoughts.IsEmpty ? 0 : 1) && items.Count(item => item is { Kind: AnswerPartKind.Reasoning, Parts: > 0 }) == parts,
        _ => false,
    };

    private ResponsesItemEvents Events => _events ?? throw new InvalidOperationException("The answer has not begun.");

    private bool IsOurs(int candidate)
    {
        if (candidate != 0)
        {
            ResponsesAnswerWriter.LoseOther(_answer);
        }

        return candidate == 0;
    }

    // An item that is done does not change any more, and what the response ends with is what was done.
    private bool IsTextOver() => _output.Items.LastOrDefault(item => item.Parts.Exists(part => part.Kind == AnswerPartKind.Text)) is { } item && item != _item;

    private (ResponsesItem Item, int Index) TextBefore()
    {
        Advance();
        var item = _output.Items.Last(item => item.Parts.Exists(part => part.Kind == AnswerPartKind.Text));
        return (item, item.Parts.FindLastIndex(part => part.Kind == AnswerPartKind.Text));
    }

    // The item that the last part of the answer belongs to. A part that is new ends what was open before it.
    private ResponsesItem Advance()
    {
        var parts = _answer.Candidates[0].Parts;
        if (parts.Count == _parts)
        {
            return _output.Items[^1];
        }

        _parts = parts.Count;
        var known = _output.Items.Count;
        _output.Add(parts[^1]);
        if (_output.Items.Count > known)
        {
            Close();
        }
        else if (_output.Items[^1].Parts.Count > 1)
        {
            Events.EndPart(_output.Items[^1], _output.Items[^1].Parts.Count - 2);
        }

        foreach (var item in _output.Items.Skip(known))
        {
            if (_item is not null)
            {
                // The thought behind a call, which is complete as it stands.
                Close();
            }

            _item = item;
            Events.Begin(item);
        }

        Events.BeginPart(_output.Items[^1]);
        return _output.Items[^1];
    }

    // Providers that call several tools at once may give the arguments of all of them by turns: a call ends when it is whole.
    private void Close()
    {
        if (_item is { Kind: not ResponsesItemKind.Call })
        {
            Events.End(_item, isCut: false);
        }

        foreach (var (call, item) in _calls.Where(open => JsonWhole.IsWhole(open.Value.Parts[0].Text)).ToList())
        {
            Events.End(item, isCut: false);
            _calls.Remove(call);
        }

        _item = null;
    }

    private void WriteResponse(string type, ResponsesEnding ending)
    {
        var json = _frame.Begin(type);
        json.WritePropertyName("response"u8);
        ResponsesAnswerWriter.Write(json, _answer, context, ending, _head!, _output.Items);
        _frame.End();
    }
}
