using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>An entry of this node's ledger with its place in its journal, and in the chain that it is sealed in.</summary>
/// <param name="Sequence">Its place in the journal; an exchange's failed attempts have the same.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Chain">The number of the chain.</param>
/// <param name="Number">Its place in the chain.</param>
/// <param name="Mac">Its seal.</param>
internal sealed record SealedEntry(long Sequence, LedgerEntry Entry, long Chain, long Number, byte[] Mac);
