using System.Buffers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>One part of an answer that has come, in the order of the answer.</summary>
public sealed class AnswerPart(AnswerPartKind kind)
{
    private readonly ArrayBufferWriter<byte> _text = new();

    public AnswerPartKind Kind { get; } = kind;

    /// <summary>The text, the thought, the refusal, or the arguments of the call.</summary>
    public JsonText Text => JsonText.OfEscaped(_text.WrittenSpan);

    public bool IsEmpty => _text.WrittenCount == 0;

    /// <summary>The number of the call among those of its candidate.</summary>
    public int Call { get; init; }

    /// <summary>The id of the call; empty where the provider gives none.</summary>
    public JsonText Id { get; init; }

    /// <summary>The tool.</summary>
    public JsonText Name { get; init; }

    /// <summary>The seal of the thought, or of the thought behind the call.</summary>
    public Seal? Seal { get; set; }

    public List<Citation> Citations { get; } = [];

    public List<TokenChance> Chances { get; } = [];

    internal void Append(JsonText text) => _text.Write(text.Escaped);
}
