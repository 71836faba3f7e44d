namespace FerroGate.Ai.Conversations;

/// <summary>The model that a conversation is written for.</summary>
/// <param name="Name">Its name at the provider.</param>
/// <param name="MaxOutputTokens">What it can write at most, for protocols that want a limit in every request.</param>
public sealed record TargetModel(string Name, long MaxOutputTokens)
{
    /// <summary>What an answer may have at most, whatever the client says; <c>null</c> where the client has the last word.</summary>
    public long? OutputCap { get; init; }

    /// <summary>
    /// It speaks a protocol as others than its author do: older members (<c>max_tokens</c>), no developers, and thoughts as
    /// <c>reasoning_content</c>.
    /// </summary>
    public bool IsCompatible { get; init; }
}
