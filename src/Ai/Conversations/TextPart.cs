namespace FerroGate.Ai.Conversations;

/// <summary>Text.</summary>
public sealed record TextPart(JsonText Text, string Path) : Part(Path);
