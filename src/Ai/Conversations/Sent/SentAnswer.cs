using System.Buffers;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Sent;

/// <summary>
/// What a client has of a streamed answer, so that another provider can go on with it. That works for a plain text and the thoughts
/// before it, and not for what belongs to its provider: calls, sources, seals, chances.
/// </summary>
/// <param name="next">Who else is told; <c>null</c> where the client gets the provider's own bytes.</param>
public sealed class SentAnswer(IAnswerSink? next) : PassingSink(next)
{
    /// <summary>How many bytes are kept of an answer at most.</summary>
    public const int MostBytes = 8 * 1024;

    private static ReadOnlySpan<byte> Unreadable => "\uFFFD"u8;

    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly ArrayBufferWriter<byte> _thoughts = new();
    private bool _hasMore;

    /// <summary>What the client knows it by.</summary>
    public SentNames Names { get; private init; } = new();

    /// <summary>Another provider could go on from here.</summary>
    public bool IsPlain => !_hasMore && Names.ArePlain;

    /// <summary>The client has something of it, be it only the opening.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The text as UTF-8.</summary>
    public ReadOnlySpan<byte> Said => _text.WrittenSpan;

    /// <summary>The thoughts before it, as one text.</summary>
    public ReadOnlySpan<byte> Thoughts => _thoughts.WrittenSpan;

    /// <summary>The client has some of it already, and not only its opening.</summary>
    public bool HasContent => _hasMore || _text.WrittenCount + _thoughts.WrittenCount > 0;

    public override void Begin(AnswerHead head)
    {
        HasBegun = true;
        base.Begin(head);
    }

    public override void Text(int candidate, JsonText text)
    {
        Add(_text, candidate, text);
        base.Text(candidate, text);
    }

    public override void Reasoning(int candidate, JsonText text)
    {
        // A thought behind the text has its place, which one text for all of them does not tell.
        _hasMore |= _text.WrittenCount > 0;
        Add(_thoughts, candidate, text);
        base.Reasoning(candidate, text);
    }

    public override void Seal(int candidate, Seal seal)
    {
        GiveUp();
        base.Seal(candidate, seal);
    }

    public override void Refuse(int candidate, JsonText text)
    {
        GiveUp();
        base.Refuse(candidate, text);
    }

    public override void Call(int candidate, int call, JsonText id, JsonText name, Seal? seal)
    {
        GiveUp();
        base.Call(candidate, call, id, name, seal);
    }

    public override void Cite(int candidate, Citation citation)
    {
        GiveUp();
        base.Cite(candidate, citation);
    }

    public override void Chances(int candidate, IReadOnlyList<TokenChance> tokens)
    {
        if (tokens.Count > 0)
        {
            GiveUp();
        }

        base.Chances(candidate, tokens);
    }

    /// <summary>The same, told to somebody from here on.</summary>
    internal SentAnswer To(IAnswerSink other)
    {
        var sent = new SentAnswer(other) { Names = Names, HasBegun = HasBegun };
        sent._text.Write(Said);
        sent._thoughts.Write(Thoughts);
        return sent;
    }

    /// <summary>It has become something from which nobody can go on.</summary>
    public void GiveUp() => _hasMore = true;

    private void Add(ArrayBufferWriter<byte> kept, int candidate, JsonText text)
    {
        if (_hasMore || text.IsEmpty)
        {
            return;
        }

        if (candidate != 0 || _text.WrittenCount + _thoughts.WrittenCount + text.Escaped.Length > MostBytes)
        {
            GiveUp();
            return;
        }

        if (!text.Escaped.Contains((byte)'\\'))
        {
            kept.Write(text.Escaped);
        }
        else if (text.Decoded() is var letters && letters.AsSpan().IndexOf(Unreadable) < 0)
        {
            kept.Write(letters);
        }
        else
        {
            // Half a surrogate pair: the other half comes with the next piece, and bytes cannot be compared between them.
            GiveUp();
        }
    }
}
