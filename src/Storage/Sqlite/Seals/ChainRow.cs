using FerroGate.Storage.Journal;
using FerroGate.Storage.Seals;

namespace FerroGate.Storage.Sqlite.Seals;

/// <summary>A chain as a row of the table <c>chain</c>, joined with its journal.</summary>
internal static class ChainRow
{
    public const string Select =
        """
        SELECT chain.id, start_id, beginning, anchor_entries, anchor_cost, anchor_mac, entries, head, chain.key_id, proof, sealed
        FROM chain JOIN journal ON journal.id = chain.journal
        """;

    public static IReadOnlyList<LedgerHead> Heads(Database database, int count)
    {
        using var connection = database.Connect();
        using var command = connection.Command(Select + " ORDER BY chain.id DESC LIMIT $count", ("$count", count));
        using var rows = command.ExecuteReader();
        var heads = new List<LedgerHead>();
        while (rows.Read())
        {
            var row = new RowReader(rows);
            var chain = Read(ref row);
            heads.Add(new LedgerHead(chain.Journal.ToString(), chain.Entries, Convert.ToHexStringLower(chain.Head)));
        }

        return heads;
    }

    public static LedgerChain Read(ref RowReader from) => new(
        from.Number(),
        new JournalId(from.Id()),
        from.BytesOrNull() ?? [],
        new LedgerAnchor(from.Number(), from.Number(), from.BytesOrNull() ?? []),
        from.Number(),
        from.BytesOrNull() ?? []);
}
