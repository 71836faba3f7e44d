using System.Text;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Sent;

/// <summary>
/// A second answer, of which only that goes on to the client which it does not have. Texts are compared as one string, however they
/// come in pieces; what is beside them (seals, sources, chances) has no place any more until the client's part is over.
/// </summary>
public sealed class FollowedAnswer : PassingSink
{
    private readonly SentAnswer _sent;
    private readonly byte[] _said;
    private readonly byte[] _thoughts;
    private int _sameSaid;
    private int _sameThoughts;

    public FollowedAnswer(SentAnswer sent)
        : base(sent)
    {
        _sent = sent;
        _said = sent.Said.ToArray();
        _thoughts = sent.Thoughts.ToArray();
    }

    /// <summary>All that the client has was there again.</summary>
    public bool HasCaughtUp => _sameSaid == _said.Length && _sameThoughts == _thoughts.Length;

    // Mostly the client has a head.
    public override void Begin(AnswerHead head)
    {
        if (!_sent.HasBegun)
        {
            base.Begin(head);
        }
    }

    /// <exception cref="DifferentAnswerException">It is another text.</exception>
    public override void Text(int candidate, JsonText text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (!HasCaughtUp && (candidate != 0 || _sameThoughts < _thoughts.Length))
        {
            throw new DifferentAnswerException();
        }

        if (Rest(text, _said, ref _sameSaid) is { } rest)
        {
            base.Text(candidate, rest);
        }
    }

    /// <exception cref="DifferentAnswerException">It is another thought, or stands where the client has none.</exception>
    public override void Reasoning(int candidate, JsonText text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (!HasCaughtUp && (candidate != 0 || _sameSaid > 0))
        {
            throw new DifferentAnswerException();
        }

        if (Rest(text, _thoughts, ref _sameThoughts) is not { } rest)
        {
            return;
        }

        if (!HasCaughtUp)
        {
            throw new DifferentAnswerException();
        }

        base.Reasoning(candidate, rest);
    }

    public override void Seal(int candidate, Seal seal)
    {
        if (HasCaughtUp)
        {
            base.Seal(candidate, seal);
        }
    }

    public override void Refuse(int candidate, JsonText text)
    {
        WantCaughtUp();
        base.Refuse(candidate, text);
    }

    public override void Call(int candidate, int call, JsonText id, JsonText name, Seal? seal)
    {
        WantCaughtUp();
        base.Call(candidate, call, id, name, seal);
    }

    public override void Cite(int candidate, Citation citation)
    {
        if (HasCaughtUp)
        {
            base.Cite(candidate, citation);
        }
    }

    public override void Chances(int candidate, IReadOnlyList<TokenChance> tokens)
    {
        if (HasCaughtUp)
        {
            base.Chances(candidate, tokens);
        }
    }

    public override void Part(int candidate)
    {
        if (HasCaughtUp)
        {
            base.Part(candidate);
        }
    }

    public override void Finish(int candidate, Finish finish)
    {
        WantCaughtUp();
        base.Finish(candidate, finish);
    }

    public override void End()
    {
        WantCaughtUp();
        base.End();
    }

    private void WantCaughtUp()
    {
        if (!HasCaughtUp)
        {
            throw new DifferentAnswerException();
        }
    }

    // Half a surrogate pair has become something else in bytes.
    private static JsonText Behind(ReadOnlySpan<byte> rest) =>
        rest.IndexOf("\uFFFD"u8) < 0 ? JsonText.Of(Encoding.UTF8.GetString(rest)) : throw new DifferentAnswerException();

    // What of a piece is behind what the client has; null where nothing is.
    private static JsonText? Rest(JsonText text, byte[] known, ref int same)
    {
        if (same == known.Length)
        {
            return text;
        }

        var piece = text.Decoded();
        var shared = Math.Min(piece.Length, known.Length - same);
        if (!piece.AsSpan(0, shared).SequenceEqual(known.AsSpan(same, shared)))
        {
            throw new DifferentAnswerException();
        }

        same += shared;
        return shared < piece.Length ? Behind(piece.AsSpan(shared)) : null;
    }
}
