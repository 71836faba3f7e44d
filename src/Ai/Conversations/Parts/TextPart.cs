using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Parts;

/// <summary>Text.</summary>
public sealed record TextPart(JsonText Text, string Path) : Part(Path);
