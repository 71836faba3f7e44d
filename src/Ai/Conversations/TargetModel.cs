namespace FerroGate.Ai.Conversations;

/// <summary>The model that a conversation is written for.</summary>
/// <param name="Name">Its name at the provider.</param>
/// <param name="MaxOutputTokens">What it can write at most, for protocols that want a limit in every request.</param>
public sealed record TargetModel(string Name, long MaxOutputTokens);
