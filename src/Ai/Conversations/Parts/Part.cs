namespace FerroGate.Ai.Conversations.Parts;

/// <summary>A piece of a turn.</summary>
/// <param name="Path">Where it stands in the client's request or in the provider's answer.</param>
public abstract record Part(string Path)
{
    /// <summary>Everything up to here is worth caching; <c>null</c> where nobody said so.</summary>
    public CacheMark? Cache { get; init; }
}
