namespace FerroGate.Core.Ledger;

/// <param name="Sequence">Its place in its journal.</param>
/// <param name="Entry">Its account.</param>
/// <param name="Failed">Those of its attempts that failed and were charged.</param>
public readonly record struct SettledExchange(long Sequence, LedgerEntry Entry, IReadOnlyList<LedgerEntry> Failed);
