using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>A place on the web that an answer rests on.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="Path">Where the answer says it.</param>
public sealed record Citation(JsonText Url, string Path)
{
    public JsonText? Title { get; init; }

    /// <summary>The words that are quoted.</summary>
    public JsonText? Quote { get; init; }

    /// <summary>The part of the answer's text that rests on it, in characters; <c>null</c> where nobody says.</summary>
    public (long Start, long End)? Range { get; init; }
}
