namespace FerroGate.Ai.Conversations.Parts;

/// <summary>A mark up to which a prompt is worth caching.</summary>
/// <param name="Lifetime">How long, in the words of the protocol (<c>5m</c>, <c>1h</c>); <c>null</c> for its default.</param>
/// <param name="Path">Where the mark stands.</param>
public sealed record CacheMark(string? Lifetime, string Path);
