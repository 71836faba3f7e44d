using FerroGate.Ai.Conversations.Parts;

namespace FerroGate.Ai.Conversations;

/// <summary>What one party says at once.</summary>
/// <param name="Role">Who.</param>
/// <param name="Parts">What, in order.</param>
/// <param name="Path">Where the turn stands in the client's request.</param>
public sealed record Turn(Role Role, IReadOnlyList<Part> Parts, string Path);
