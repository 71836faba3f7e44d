using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Sent;

/// <summary>An item, or block, of an answer that has begun at the client.</summary>
/// <param name="Kind">Text or a thought.</param>
/// <param name="Id">Its id; empty in a protocol where it has none.</param>
public sealed record SentItem(AnswerPartKind Kind, JsonText Id)
{
    /// <summary>How many parts of it have begun.</summary>
    public int Parts { get; internal set; }

    /// <summary>The client was told that it is complete.</summary>
    public bool IsOver { get; internal set; }
}
