using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>An item of an answer that is written.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Its place among the items.</param>
internal sealed record ResponsesItem(ResponsesItemKind Kind, int Index)
{
    /// <summary>What it consists of; a thought that nobody can read consists of nothing.</summary>
    public List<AnswerPart> Parts { get; } = [];

    /// <summary>Where each part begins in the text of the whole answer, in letters.</summary>
    public List<long> Starts { get; } = [];

    /// <summary>The seal of a thought.</summary>
    public Seal? Seal { get; set; }
}
