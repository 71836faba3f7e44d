using System.Text;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Sent;

/// <summary>
/// What a model says that was given the beginning of its answer. Joined to what the client has it is one text: the space at which the
/// given text was cut is not said twice, and neither is that text, which some models begin with all the same.
/// </summary>
public sealed class ContinuedAnswer : PassingSink
{
    // Less than this may be there twice because the answer wants it so.
    private const int CertainlyRepeated = 32;

    private readonly string _said;
    private readonly string _space;
    private string? _held = "";

    /// <param name="sent">What the client has.</param>
    /// <param name="given">What of it the model was given; all, or all but the space at its end.</param>
    public ContinuedAnswer(SentAnswer sent, string given)
        : base(sent)
    {
        _said = Encoding.UTF8.GetString(sent.Said);
        _space = _said[given.Length..];
    }

    // The client has a head.
    public override void Begin(AnswerHead head)
    {
    }

    public override void Text(int candidate, JsonText text)
    {
        if (_held is null)
        {
            base.Text(candidate, text);
            return;
        }

        _held += text.ToString();
        if (!MayBeKnown(_held))
        {
            Release();
        }
    }

    // The client has text already, and thoughts stand before it.
    public override void Reasoning(int candidate, JsonText text)
    {
        if (_held is null)
        {
            base.Reasoning(candidate, text);
        }
    }

    public override void Seal(int candidate, Seal seal)
    {
        if (_held is null)
        {
            base.Seal(candidate, seal);
        }
    }

    public override void Part(int candidate)
    {
        if (_held is null)
        {
            base.Part(candidate);
        }
    }

    public override void Refuse(int candidate, JsonText text)
    {
        Release();
        base.Refuse(candidate, text);
    }

    public override void Call(int candidate, int call, JsonText id, JsonText name, Seal? seal)
    {
        Release();
        base.Call(candidate, call, id, name, seal);
    }

    public override void Cite(int candidate, Citation citation)
    {
        Release();
        base.Cite(candidate, citation);
    }

    public override void Finish(int candidate, Finish finish)
    {
        Release();
        base.Finish(candidate, finish);
    }

    public override void End()
    {
        Release();
        base.End();
    }

    // It has begun with nothing that the client has not, and may go on so.
    private bool MayBeKnown(string held) =>
        (_said.Length >= CertainlyRepeated && held.Length < _said.Length && _said.StartsWith(held, StringComparison.Ordinal))
        || (held.Length < _space.Length && _space.StartsWith(held, StringComparison.Ordinal));

    private void Release()
    {
        if (_held is not { } held)
        {
            return;
        }

        _held = null;
        var known = _said.Length >= CertainlyRepeated && held.StartsWith(_said, StringComparison.Ordinal) ? _said.Length : SharedSpace(held);
        if (known < held.Length)
        {
            base.Text(0, JsonText.Of(held[known..]));
        }
    }

    private int SharedSpace(string held)
    {
        var shared = 0;
        while (shared < _space.Length && shared < held.Length && held[shared] == _space[shared])
        {
            shared++;
        }

        return shared;
    }
}
