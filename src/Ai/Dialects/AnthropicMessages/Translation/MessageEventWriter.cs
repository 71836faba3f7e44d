using System.Buffers;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>
/// Writes the stream of a message: blocks one after the other, none of which can be opened again. Where a call goes on after another
/// part has begun, what comes after the call is held back until its arguments are complete.
/// </summary>
internal sealed class MessageEventWriter(IBufferWriter<byte> output, AnswerContext context) : IEventWriter
{
    private readonly BlockWriter _blocks = new(new EventFrames(output), context);
    private TokenUsage _usage = TokenUsage.Unknown;
    private CallTracker? _call;
    private HeldParts? _held;
    private Finish? _finish;
    private AnswerHead _head = new();
    private bool _hasBegun;
    private bool _isComplete;

    public Losses Losses => _blocks.Losses;

    public bool GoOn(SentAnswer sent)
    {
        if (sent.Names.Id.IsEmpty)
        {
            // The client has not even the beginning of a message.
            return false;
        }

        _hasBegun = true;
        _blocks.GoOn(sent.Names.Items.Count, sent.Names.Items switch
        {
            [.., { IsOver: false, Kind: AnswerPartKind.Text }] => BlockKind.Text,
            [.., { IsOver: false, Kind: AnswerPartKind.Reasoning }] => BlockKind.Thinking,
            _ => BlockKind.None,
        });
        return true;
    }

    public void Begin(AnswerHead head)
    {
        _hasBegun = true;
        _head = head with { Id = default, Model = default, ServiceTier = null };
        _blocks.StartMessage(head, _usage);
    }

    public void Text(int candidate, JsonText text)
    {
        if (!IsMine(candidate) || text.IsEmpty)
        {
            return;
        }

        if (Holder() is { } holder)
        {
            holder.Text(candidate, text);
            return;
        }

        _blocks.Say(BlockKind.Text, text);
    }

    public void Reasoning(int candidate, JsonText text)
    {
        if (!IsMine(candidate) || text.IsEmpty)
        {
            return;
        }

        if (Holder() is { } holder)
        {
            holder.Reasoning(candidate, text);
            return;
        }

        _blocks.Think(text);
    }

    public void Seal(int candidate, Seal seal)
    {
        if (!IsMine(candidate))
        {
            return;
        }

        if (Holder() is { } holder)
        {
            holder.Seal(candidate, seal);
            return;
        }

        _blocks.Seal(seal);
    }

    public void Refuse(int candidate, JsonText text)
    {
        if (!IsMine(candidate) || text.IsEmpty)
        {
            return;
        }

        if (Holder() is { } holder)
        {
            holder.Refuse(candidate, text);
            return;
        }

        _blocks.Say(BlockKind.Refusal, text);
    }

    public void Call(int candidate, int call, JsonText id, JsonText name, Seal? seal)
    {
        if (!IsMine(candidate))
        {
            return;
        }

        if (Holder() is { } holder)
        {
            holder.Call(candidate, call, id, name, seal);
            return;
        }

        _blocks.Call(call, id, name, seal);
        _call = new CallTracker(call);
    }

    public void Arguments(int candidate, int call, JsonText piece)
    {
        if (!IsMine(candidate) || piece.IsEmpty)
        {
            return;
        }

        if (_call?.Call == call && _blocks.Open == BlockKind.Call)
        {
            _blocks.GoOnCalling(piece);
            _call.Add(piece);
            if (_held is not null && piece.Escaped[^1] == (byte)'}' && _call.IsComplete())
            {
                Release();
            }
        }
        else if (_held?.TryGoOn(call, piece) != true && !piece.ToString().AsSpan().IsWhiteSpace())
        {
            // Its arguments were a whole value already: this is behind one.
            Losses.Add("content[*].input", LossReason.Value);
        }
    }

    public void Cite(int candidate, Citation citation)
    {
        if (!IsMine(candidate))
        {
            return;
        }

        if (Holder() is { } holder)
        {
            holder.Cite(candidate, citation);
            return;
        }

        _blocks.Cite(citation);
    }

    public void Chances(int candidate, IReadOnlyList<TokenChance> tokens) => Losses.Add(_head.ChancesPath, LossReason.Unsupported);

    public void Part(int candidate)
    {
        if (candidate != 0 || _isComplete)
        {
            return;
        }

        if (_held is not null)
        {
            _held.EndPart();
        }
        else if (_blocks.Open != BlockKind.Call)
        {
            _blocks.Close();
        }
    }

    public void Finish(int candidate, Finish finish)
    {
        if (!IsMine(candidate))
        {
            return;
        }

        _finish = finish with { StopSequence = finish.StopSequence?.Kept(), Word = finish.Word?.Kept() };

        // What the word for it does not say is known before the end, for those who want to lose nothing.
        _ = StopReasons.WordOf(_finish, hasCalls: false, hasRefusal: false, Losses);
    }

    public void Use(TokenUsage usage) => _usage = usage;

    public void KeepAlive() => _blocks.KeepAlive();

    public void Lose(string path, string reason) => Losses.Add(path, reason);

    public void Fail(ProviderFault fault)
    {
        if (!_isComplete)
        {
            _isComplete = true;
            _blocks.Fail(fault);
        }
    }

    public void End()
    {
        if (_isComplete)
        {
            return;
        }

        if (!_hasBegun)
        {
            Begin(new AnswerHead());
        }

        while (_held is not null)
        {
            _call = null;
            Release();
        }

        _isComplete = true;
        _blocks.EndMessage(_finish, _usage);
    }

    // One message holds one answer.
    private bool IsMine(int candidate)
    {
        if (candidate != 0)
        {
            Losses.Add(_head.CandidatesPath, LossReason.Unsupported);
        }

        return candidate == 0 && !_isComplete;
    }

    // Where the next part goes that is not of the open call: nowhere else once the call is complete.
    private Answer? Holder()
    {
        if (_held is null && _blocks.Open == BlockKind.Call && _call is { } call && !call.IsComplete())
        {
            _held = new HeldParts();
        }

        return _held?.Next();
    }

    // Says what was held. A call among it that is not complete holds what is behind it again.
    private void Release()
    {
        var held = _held!;
        (_held, _call) = (null, null);
        held.SayTo(this);
    }
}
