namespace FerroGate.Ai.Envelopes;

/// <summary>A member of a request that limits its output.</summary>
/// <param name="Path">Its place.</param>
/// <param name="Tokens">What it says; <c>null</c> where it is <c>null</c>.</param>
/// <param name="Slice">Where its value stands.</param>
public readonly record struct OutputLimit(string Path, long? Tokens, JsonSlice Slice);
