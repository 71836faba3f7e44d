using FerroGate.Ai.Conversations.Parts;

namespace FerroGate.Ai.Conversations;

/// <summary>
/// What a request says, in no protocol's words: the union of what the protocols can say, so that what one of them cannot is known.
/// </summary>
public sealed class Conversation
{
    /// <summary>The answer is to be streamed.</summary>
    public required bool Stream { get; init; }

    /// <summary>What was said, instructions included, in the order of the request.</summary>
    public List<Turn> Turns { get; } = [];

    public List<Tool> Tools { get; } = [];

    public Carried<ToolChoice>? ToolChoice { get; set; }

    /// <summary>What the text of the answer must be; <c>null</c> for any text.</summary>
    public Carried<AnswerFormat>? Format { get; set; }

    public Settings Settings { get; } = new();
}
