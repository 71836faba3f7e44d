using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Projection;

/// <summary>A ledger entry with its place in its journal.</summary>
internal readonly record struct ProjectedEntry(long Sequence, LedgerEntry Entry)
{
    /// <summary>The entries of the failed attempts, which are there with it.</summary>
    public IReadOnlyList<LedgerEntry> Failed { get; init; } = [];
}
