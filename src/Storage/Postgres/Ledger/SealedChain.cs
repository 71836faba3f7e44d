using FerroGate.Storage.Seals;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>A chain of this node's ledger as it stands there.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="KeyId">What it is sealed with.</param>
/// <param name="Proof">The proof of how far it goes.</param>
internal sealed record SealedChain(LedgerChain Chain, string KeyId, byte[] Proof);
