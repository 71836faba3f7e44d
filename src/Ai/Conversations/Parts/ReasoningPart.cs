using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Parts;

/// <summary>What the model thought.</summary>
/// <param name="Text">The thought, or its summary; <c>null</c> where only its seal is there.</param>
/// <param name="Seal">What the provider wants back to go on thinking.</param>
/// <param name="Path">Where it stands.</param>
public sealed record ReasoningPart(JsonText? Text, Seal? Seal, string Path) : Part(Path);
