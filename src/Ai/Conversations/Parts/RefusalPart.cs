using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Parts;

/// <summary>The text with which a model refuses.</summary>
public sealed record RefusalPart(JsonText Text, string Path) : Part(Path);
