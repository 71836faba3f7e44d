namespace FerroGate.Core.Keys;

/// <summary>What became of a stored key.</summary>
/// <param name="Id">The id of the key.</param>
/// <param name="Key">How it is now; <c>null</c> where it is gone.</param>
public sealed record KeyChange(string Id, VirtualKey? Key)
{
    /// <summary>Why it is there and cannot be read; <c>null</c> where it can.</summary>
    public string? Fault { get; init; }
}
