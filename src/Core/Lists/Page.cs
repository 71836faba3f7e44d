namespace FerroGate.Core.Lists;

/// <summary>A part of a list, with the length of the whole.</summary>
/// <param name="Items">The items of this page.</param>
/// <param name="Total">How many items there are in all, as far as they are counted.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total)
{
    /// <summary>What the next page comes after; <c>null</c> where nothing does.</summary>
    public long? Next { get; init; }

    /// <summary>The list that several gateways share is away: this is what the one that was asked has itself.</summary>
    public bool IsStale { get; init; }
}
