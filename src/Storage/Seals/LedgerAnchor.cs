namespace FerroGate.Storage.Seals;

/// <summary>What stands for the entries of a chain that were pruned.</summary>
/// <param name="Entries">How many there were.</param>
/// <param name="CostNanoUsd">The sum of their known costs.</param>
/// <param name="Mac">The seal of the last one, or the beginning of the chain where there were none.</param>
internal sealed record LedgerAnchor(long Entries, long CostNanoUsd, byte[] Mac);
