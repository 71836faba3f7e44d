namespace FerroGate.Ai.Envelopes;

/// <summary>What the path of a request says, where the dialect has the body say nothing of it.</summary>
/// <param name="Model">The model; <c>null</c> where the body names it.</param>
/// <param name="Stream">The answer is to be streamed.</param>
public readonly record struct RequestAddress(string? Model, bool Stream)
{
    /// <summary>What is to be done with a stored answer; <c>null</c> where a new one is asked for.</summary>
    public StoredCall? Stored { get; init; }
}
