using FerroGate.Storage.Sqlite.Seals;

namespace FerroGate.Storage.Seals;

/// <summary>
/// Finds how far a chain can be pruned: is told of its entries from the first on, and verifies the seal of each. An entry whose time is still to
/// come is as old as the next one with a time that can be right, for it was settled before that one.
/// </summary>
/// <param name="key">The secret.</param>
/// <param name="chain">The chain.</param>
/// <param name="proof">The proof of how far it goes.</param>
/// <param name="time">Which entries are old.</param>
internal sealed class AnchorSearch(LedgerKey key, LedgerChain chain, byte[] proof, PruneTime time)
{
    // Few enough for a gateway that wants to add entries meanwhile.
    private const int AtOnce = 2_000;

    private LedgerAnchor _passed = Seal.OfChain(key, chain).AsSpan().SequenceEqual(proof)
        ? chain.Anchor
        : throw Refuse($"The row that says how far the chain of journal {chain.Journal} goes, {chain.Entries} entries, was changed.");

    /// <summary>What will stand for the entries that can go.</summary>
    public LedgerAnchor Anchor { get; private set; } = chain.Anchor;

    /// <param name="number">The place of the next entry in the chain.</param>
    /// <param name="mac">Its seal.</param>
    /// <param name="place">The entry; <c>null</c> where another journal has settled its exchange.</param>
    /// <returns>Whether the one behind it is wanted.</returns>
    /// <exception cref="StoreException">Somebody has changed the chain; the message says where.</exception>
    public bool Pass(long number, byte[] mac, EntryPlace? place)
    {
        if (number != _passed.Entries + 1)
            throw Refuse($"The entries number {_passed.Entries + 1} to {number - 1} of the chain of journal {chain.Journal} were deleted.");
        if (place is { } at && !IsWhole(at, number, mac))
            throw Refuse($"{at} was changed or moved: it does not fit its seal, number {number} of the chain.");

        _passed = new LedgerAnchor(number, Sum(_passed.CostNanoUsd, place?.Entry.Cost?.Value ?? 0), mac);
        if (place is { } dated && dated.Entry.SettledAt < time.Before)
            Anchor = _passed;
        else if (place is { } other && other.Entry.SettledAt <= time.Now)
            return false;
        return Anchor.Entries - chain.Anchor.Entries < AtOnce;
    }

    private bool IsWhole(EntryPlace at, long number, byte[] mac) =>
        at.Journal == chain.Journal && Seal.OfEntry(key, _passed.Mac, chain.Journal, number, at.Sequence, at.Entry).AsSpan().SequenceEqual(mac);

    private static long Sum(long left, long right) => (long)Int128.Clamp((Int128)left + right, long.MinValue, long.MaxValue);

    private static StoreException Refuse(string fault) => new($"The ledger is not whole, so nothing is pruned. {fault}");
}
