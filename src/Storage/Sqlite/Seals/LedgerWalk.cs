using FerroGate.Storage.Journal;
using FerroGate.Storage.Seals;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Seals;

/// <summary>Reads a ledger from its first seal to its last and says what does not fit, as of one moment.</summary>
internal sealed class LedgerWalk(Database database, LedgerKey key, IReadOnlyList<LedgerHead> heads)
{
    private readonly FaultList _faults = new();

    public LedgerVerification Run()
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        var chains = ReadChains(connection);
        var before = Array.Empty<byte>();
        var expected = 1L;
        foreach (var (chain, keyId, proof) in chains)
        {
            if (chain.Id != expected)
                _faults.Add($"The chains {expected} to {chain.Id - 1} are missing: they and their entries were deleted.");
            if (keyId != key.Id)
                _faults.Add($"The chain of journal {chain.Journal} was sealed with the key {keyId}, and the key given is {key.Id}: its {chain.Entries} entries cannot be verified.");
            else
                Verify(connection, chain, chain.Id == expected ? before : null, proof);
            (before, expected) = (chain.Beginning, chain.Id + 1);
        }

        FindMissingChains(connection);
        FindUnsealed(connection);
        foreach (var head in heads)
            Compare(connection, chains, head);

        var entries = (long)connection.Scalar("SELECT COUNT(*) FROM entry")!;
        return new LedgerVerification(entries, chains.Count, chains.Sum(chain => chain.Chain.Anchor.Entries), _faults.Texts);
    }

    private static List<(LedgerChain Chain, string KeyId, byte[] Proof)> ReadChains(SqliteConnection connection)
    {
        using var command = connection.Command(ChainRow.Select + " ORDER BY chain.id");
        using var rows = command.ExecuteReader();
        var chains = new List<(LedgerChain, string, byte[])>();
        while (rows.Read())
        {
            var row = new RowReader(rows);
            chains.Add((ChainRow.Read(ref row), row.Text(), row.BytesOrNull() ?? []));
        }

        return chains;
    }

    private void Verify(SqliteConnection connection, LedgerChain chain, byte[]? before, byte[] proof)
    {
        if (before is not null && !Seal.OfBeginning(key, chain.Id, chain.Journal, before).AsSpan().SequenceEqual(chain.Beginning))
            _faults.Add($"The chain of journal {chain.Journal} does not begin where the chain before it did: a chain before it was deleted or made anew.");
        if (!Seal.OfChain(key, chain).AsSpan().SequenceEqual(proof))
            _faults.Add($"The row that says how far the chain of journal {chain.Journal} goes, {chain.Entries} entries, was changed.");

        var walked = new ChainWalk(connection, key, chain, _faults).Run();
        if (walked < chain.Entries)
            _faults.Add($"The tail of the chain of journal {chain.Journal} was cut: it has {chain.Entries} entries, and those behind number {walked} are missing.");
        else if (walked > chain.Entries)
            _faults.Add($"The chain of journal {chain.Journal} has {chain.Entries} entries, and those behind number {chain.Entries} were inserted.");
    }

    // Also the last ones, on which no other chain builds.
    private void FindMissingChains(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT start_id FROM journal WHERE sealed > 0 AND id NOT IN (SELECT journal FROM chain) ORDER BY id");
        using var rows = command.ExecuteReader();
        while (rows.Read())
            _faults.Add($"The chain of journal {new JournalId(new RowReader(rows).Id())} is missing: it and its seals were deleted.");
    }

    private void FindUnsealed(SqliteConnection connection)
    {
        using var command = connection.Command(
            $"""
            SELECT start_id, sequence, {EntryRow.Columns} FROM entry JOIN journal ON journal.id = journal
            WHERE entry.id NOT IN (SELECT seal.entry FROM seal JOIN chain ON chain.id = seal.chain) ORDER BY entry.id
            """);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var place = EntryPlace.Read(new RowReader(rows));
            _faults.Add($"{place} was inserted: it has no seal.");
        }
    }

    private void Compare(SqliteConnection connection, List<(LedgerChain Chain, string KeyId, byte[] Proof)> chains, LedgerHead head)
    {
        var found = false;
        foreach (var (chain, _, _) in chains.Where(each => each.Chain.Journal.ToString() == head.Journal && each.Chain.Entries >= head.Entries))
        {
            var anchor = chain.Anchor;
            var mac = head.Entries == anchor.Entries
                ? anchor.Mac
                : connection.Scalar("SELECT mac FROM seal WHERE chain = $chain AND number = $number", ("$chain", chain.Id), ("$number", head.Entries)) as byte[];
            found |= head.Entries < anchor.Entries || (mac is not null && Convert.ToHexStringLower(mac) == head.Seal);
        }

        if (!found)
            _faults.Add($"The journal {head.Journal} had {head.Entries} entries with the head {head.Seal}, and the ledger does not: its tail was cut or made anew.");
    }
}
