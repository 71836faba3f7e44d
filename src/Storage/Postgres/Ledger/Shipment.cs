using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>Entries of one journal in a row, whole sequence numbers, with the chains that they are sealed in.</summary>
internal sealed record Shipment(JournalId Journal, IReadOnlyList<SealedEntry> Entries, IReadOnlyList<SealedChain> Chains)
{
    /// <summary>The last sequence number of it.</summary>
    public long Last => Entries[^1].Sequence;
}
