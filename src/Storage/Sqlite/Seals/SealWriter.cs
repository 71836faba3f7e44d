using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Seals;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Seals;

/// <summary>Seals entries at the end of the chain of one journal, inside a transaction that writes.</summary>
internal sealed class SealWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly LedgerKey _key;
    private readonly SqliteRow _insert;
    private LedgerChain _chain;

    /// <param name="connection">In its transaction.</param>
    /// <param name="key">The secret.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="journalRow">Its row.</param>
    public SealWriter(SqliteConnection connection, LedgerKey key, JournalId journal, long journalRow)
    {
        (_connection, _key) = (connection, key);
        _insert = new SqliteRow(connection, "INSERT INTO seal " + RowWriter.Columns("entry, chain, number, mac"));
        _chain = Find(journalRow) ?? Begin(journal, journalRow);
    }

    public void Add(long row, long sequence, LedgerEntry entry)
    {
        var number = _chain.Entries + 1;
        var mac = Seal.OfEntry(_key, _chain.Head, _chain.Journal, number, sequence, entry);
        _insert.Start().Number(row).Number(_chain.Id).Number(number).Bytes(mac);
        _insert.Run();
        _chain = _chain with { Entries = number, Head = mac };
    }

    /// <summary>Writes down how far the chain goes now.</summary>
    public void Complete() => _connection.Execute(
        "UPDATE chain SET entries = $entries, head = $head, proof = $proof WHERE id = $id",
        ("$entries", _chain.Entries),
        ("$head", _chain.Head),
        ("$proof", Seal.OfChain(_key, _chain)),
        ("$id", _chain.Id));

    public void Dispose() => _insert.Dispose();

    private LedgerChain? Find(long journalRow)
    {
        using var command = _connection.Command(
            ChainRow.Select + " WHERE journal.id = $journal AND key_id = $key", ("$journal", journalRow), ("$key", _key.Id));
        using var rows = command.ExecuteReader();
        if (!rows.Read())
            return null;

        var row = new RowReader(rows);
        return ChainRow.Read(ref row);
    }

    private LedgerChain Begin(JournalId journal, long journalRow)
    {
        var (id, before) = (1L, Array.Empty<byte>());
        using (var last = _connection.Command("SELECT id, beginning FROM chain ORDER BY id DESC LIMIT 1"))
        using (var rows = last.ExecuteReader())
        {
            if (rows.Read())
                (id, before) = (rows.GetInt64(0) + 1, rows.GetFieldValue<byte[]>(1));
        }

        var beginning = Seal.OfBeginning(_key, id, journal, before);
        using var insert = new SqliteRow(
            _connection,
            "INSERT INTO chain " + RowWriter.Columns("id, journal, key_id, beginning, anchor_entries, anchor_cost, anchor_mac, entries, head, proof"));
        insert.Start()
            .Number(id).Number(journalRow).Text(_key.Id).Bytes(beginning).Number(0).Number(0).Bytes(beginning).Number(0).Bytes(beginning).Bytes([]);
        insert.Run();
        return new LedgerChain(id, journal, beginning, new LedgerAnchor(0, 0, beginning), 0, beginning);
    }
}
