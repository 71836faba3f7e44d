namespace FerroGate.Ai.Conversations.Parts;

/// <summary>Something that a request says, and where it says it.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Path">Where, with <c>[*]</c> for indexes, in the words of the client's protocol: what is told when it gets lost.</param>
public readonly record struct Carried<T>(T Value, string Path);
