namespace FerroGate.Ai.Conversations.Answers;

/// <summary>One of the answers that were asked for.</summary>
public sealed class Candidate
{
    public List<AnswerPart> Parts { get; } = [];

    public Finish? Finish { get; internal set; }
}
