namespace FerroGate.Ai.Dialects.OpenAiResponses;

/// <summary>How much there is of a member that holds content, from the least to the most.</summary>
internal enum Presence
{
    Absent,

    /// <summary>It is <c>null</c>, or nothing that is content anywhere.</summary>
    Null,
    Empty,
    Filled,
}
