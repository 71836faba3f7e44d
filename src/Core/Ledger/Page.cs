namespace FerroGate.Core.Ledger;

/// <summary>A part of a list, with the length of the whole.</summary>
/// <param name="Items">The items of this page.</param>
/// <param name="Total">How many items there are in all.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total)
{
    /// <summary>The list that several gateways share is away: this is what the one that was asked has itself.</summary>
    public bool IsStale { get; init; }
}
