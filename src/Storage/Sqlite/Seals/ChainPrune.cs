using FerroGate.Core.Money;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite.Usage;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Seals;

/// <summary>Takes the oldest entries of each chain out of the ledger and writes an anchor in their place, a part in each transaction.</summary>
/// <param name="database">The ledger.</param>
/// <param name="key">What it is sealed with; chains of other keys stay as they are.</param>
/// <param name="time">Which entries are old.</param>
internal sealed class ChainPrune(Database database, LedgerKey key, PruneTime time)
{
    /// <summary>Whether an entry of a journal may go; those behind one that may not, stay, too.</summary>
    public Func<JournalId, long, bool> MayGo { get; init; } = (_, _) => true;

    /// <returns>What was taken out, part by part.</returns>
    /// <exception cref="StoreException">Somebody has changed what is old; the message says where.</exception>
    public IEnumerable<LedgerPruning> Run()
    {
        var chain = 0L;
        while (RunOnce(ref chain) is { } pruned)
        {
            if (pruned.Entries > 0)
                yield return pruned;
        }
    }

    /// <returns><c>null</c> when no chain is left that may have old entries.</returns>
    private LedgerPruning? RunOnce(ref long from)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (FindFirst(connection, from) is not { } found)
            return null;

        var (chain, proof) = found;
        var anchor = FindAnchor(connection, chain, proof);
        from = anchor == chain.Anchor ? chain.Id + 1 : chain.Id;
        if (anchor != chain.Anchor)
            Write(connection, chain with { Anchor = anchor });
        transaction.Commit();
        return new LedgerPruning(anchor.Entries - chain.Anchor.Entries, new NanoUsd(anchor.CostNanoUsd - chain.Anchor.CostNanoUsd));
    }

    private (LedgerChain Chain, byte[] Proof)? FindFirst(SqliteConnection connection, long from)
    {
        using var command = connection.Command(
            $"""
            {ChainRow.Select} JOIN seal ON seal.chain = chain.id AND number = (SELECT MIN(number) FROM seal WHERE seal.chain = chain.id)
            LEFT JOIN entry ON entry.id = seal.entry
            WHERE chain.id >= $from AND chain.key_id = $key AND (entry.id IS NULL OR settled_at < $before OR settled_at > $now) ORDER BY chain.id LIMIT 1
            """,
            ("$from", from),
            ("$key", key.Id),
            ("$before", UnixMicroseconds.Of(time.Before)),
            ("$now", UnixMicroseconds.Of(time.Now)));
        using var rows = command.ExecuteReader();
        if (!rows.Read())
            return null;

        var row = new RowReader(rows);
        var chain = ChainRow.Read(ref row);
        _ = row.Text();
        return (chain, row.BytesOrNull() ?? []);
    }

    // The newest entry stays, so that no entry to come gets a row number that was used before; so does what the sums of usage do not have yet.
    private LedgerAnchor FindAnchor(SqliteConnection connection, LedgerChain chain, byte[] proof)
    {
        var search = new AnchorSearch(key, chain, proof, time);
        using var command = connection.Command(
            $"""
            SELECT number, mac, entry.id < (SELECT MAX(id) FROM entry) AND entry.id <= ({UsageFold.Folded}),
                start_id, sequence, {EntryRow.Columns}
            FROM seal JOIN entry ON entry.id = seal.entry JOIN journal ON journal.id = journal WHERE chain = $chain ORDER BY number
            """,
            ("$chain", chain.Id));
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var row = new RowReader(rows);
            var (number, mac, isSettledForGood) = (row.Number(), row.BytesOrNull() ?? [], row.NumberOrNull() == 1);
            var place = EntryPlace.Read(row);
            if (!isSettledForGood || !MayGo(place.Journal, place.Sequence) || !search.Pass(number, mac, place))
                break;
        }

        return search.Anchor;
    }

    private void Write(SqliteConnection connection, LedgerChain chain)
    {
        var (id, last) = (("$chain", (object?)chain.Id), ("$last", (object?)chain.Anchor.Entries));
        connection.Execute("DELETE FROM entry WHERE id IN (SELECT entry FROM seal WHERE chain = $chain AND number <= $last)", id, last);
        connection.Execute("DELETE FROM seal WHERE chain = $chain AND number <= $last", id, last);
        connection.Execute(
            "UPDATE chain SET anchor_entries = $last, anchor_cost = $cost, anchor_mac = $mac, proof = $proof WHERE id = $chain",
            id,
            last,
            ("$cost", chain.Anchor.CostNanoUsd),
            ("$mac", chain.Anchor.Mac),
            ("$proof", Seal.OfChain(key, chain)));
    }
}
