using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Seals;

/// <summary>How far the sealed entries of one journal go.</summary>
/// <param name="Id">Its number among all chains, from 1 without a gap.</param>
/// <param name="Journal">Whose entries they are.</param>
/// <param name="Beginning">What its first seal builds on; it builds on the beginning of the chain before, so that none can be taken out.</param>
/// <param name="Anchor">What was pruned.</param>
/// <param name="Entries">How many entries it has, the pruned ones among them.</param>
/// <param name="Head">The seal of the last one.</param>
internal sealed record LedgerChain(long Id, JournalId Journal, byte[] Beginning, LedgerAnchor Anchor, long Entries, byte[] Head);
