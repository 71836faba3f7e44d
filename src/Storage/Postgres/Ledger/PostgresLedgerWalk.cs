using FerroGate.Storage.Journal;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite.Seals;
using Npgsql;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>
/// Reads the ledger of a fleet from the first seal of each node to its last and says what does not fit, as of one moment. Chains that another
/// key has sealed are counted and not verified: their nodes do that.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="key">The secret.</param>
/// <param name="own">How far the chains of this node go, and how far each has arrived at least when its last entry has.</param>
internal sealed class PostgresLedgerWalk(PostgresDatabase database, LedgerKey key, IReadOnlyList<(SealedChain Chain, long Sealed)> own)
{
    private readonly FaultList _faults = new();

    public Task<FleetVerification> RunAsync(CancellationToken cancellation) => database.UseAsync(
        async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, token);
            return await RunAsync(connection, token);
        },
        cancellation);

    private async Task<FleetVerification> RunAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var all = await ReadChainsAsync(connection, cancellation);
        var mine = all.Where(chain => chain.KeyId == key.Id).ToList();
        foreach (var ledger in mine.GroupBy(chain => chain.Ledger))
            await VerifyAsync(connection, [.. ledger.OrderBy(chain => chain.Chain.Id)], cancellation);
        await FindUnsealedAsync(connection, cancellation);
        Compare(all, await PostgresLedgerStore.ReadWatermarksAsync(connection, "", cancellation));

        var entries = (long)(await connection.ScalarAsync("SELECT COUNT(*) FROM entry", cancellation))!;
        return new FleetVerification(entries, mine.Count, all.Count - mine.Count, mine.Sum(chain => chain.Chain.Anchor.Entries), _faults.Texts);
    }

    // What has arrived as a whole must be there as it is here.
    private void Compare(List<PlacedChain> all, IReadOnlyDictionary<JournalId, long> arrived)
    {
        foreach (var ((chain, keyId, _), last) in own.Where(each => each.Chain.Chain.Entries > 0 && arrived.GetValueOrDefault(each.Chain.Chain.Journal) >= each.Sealed))
        {
            if (!all.Exists(there => there.KeyId == keyId && there.Chain.Journal == chain.Journal && there.Chain.Entries == chain.Entries && there.Chain.Head.AsSpan().SequenceEqual(chain.Head)))
                _faults.Add($"The chain of journal {chain.Journal}, {chain.Entries} entries up to {last}, had arrived and does not end there as it does here: its tail was cut, or it was deleted or made anew.");
        }
    }

    private static async Task<List<PlacedChain>> ReadChainsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(PostgresChainRow.Select);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var chains = new List<PlacedChain>();
        while (await rows.ReadAsync(cancellation))
            chains.Add(PostgresPages.ReadOne(rows, PlacedChain.Read));
        return chains;
    }

    // Those of one ledger build on one another; one that another key has sealed in between takes that away.
    private async Task VerifyAsync(NpgsqlConnection connection, IReadOnlyList<PlacedChain> chains, CancellationToken cancellation)
    {
        PlacedChain? before = null;
        foreach (var placed in chains)
        {
            var chain = placed.Chain;
            var beginning = before?.Chain.Id == chain.Id - 1 ? before.Chain.Beginning : [];
            if ((chain.Id == 1 || beginning.Length > 0) && !Seal.OfBeginning(key, chain.Id, chain.Journal, beginning).AsSpan().SequenceEqual(chain.Beginning))
                _faults.Add($"The chain of journal {chain.Journal} does not begin where the chain before it did: a chain before it was deleted or made anew.");
            if (!Seal.OfChain(key, chain).AsSpan().SequenceEqual(placed.Proof))
                _faults.Add($"The row that says how far the chain of journal {chain.Journal} goes, {chain.Entries} entries, was changed.");

            var walked = await WalkAsync(connection, placed.Row, chain, cancellation);
            if (walked < chain.Entries)
                _faults.Add($"The tail of the chain of journal {chain.Journal} was cut: it has {chain.Entries} entries, and those behind number {walked} are missing.");
            else if (walked > chain.Entries)
                _faults.Add($"The chain of journal {chain.Journal} has {chain.Entries} entries, and those behind number {chain.Entries} were inserted.");
            before = placed;
        }
    }

    /// <returns>The number of the last entry.</returns>
    private async Task<long> WalkAsync(NpgsqlConnection connection, long row, LedgerChain chain, CancellationToken cancellation)
    {
        await using var command = connection.Command(PostgresSealRow.Select + " ORDER BY seal.number", row);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var (last, before, place) = (chain.Anchor.Entries, chain.Anchor.Mac, "the beginning");
        while (await rows.ReadAsync(cancellation))
        {
            var sealing = PostgresPages.ReadOne(rows, PostgresSealRow.Read);
            var isNext = sealing.Number == last + 1;
            if (!isNext)
                _faults.Add($"The entries number {last + 1} to {sealing.Number - 1} of the chain of journal {chain.Journal}, behind {place}, were deleted.");

            if (sealing.Place is { } at)
            {
                // Behind a gap nobody can tell, for the seal that it builds on is gone.
                if (isNext && !(sealing.Sequence == at.Sequence
                    && Seal.OfEntry(key, before, chain.Journal, sealing.Number, at.Sequence, at.Entry).AsSpan().SequenceEqual(sealing.Mac)))
                {
                    _faults.Add($"{at} was changed or moved: it does not fit its seal, number {sealing.Number} of the chain.");
                }

                place = at.ToString();
            }
            else if (!sealing.WasPassedOver(key))
            {
                _faults.Add($"The entry number {sealing.Number} of the chain of journal {chain.Journal}, exchange {sealing.Exchange}, behind {place}, was deleted.");
                place = $"the entry number {sealing.Number}";
            }

            (last, before) = (sealing.Number, sealing.Mac);
        }

        return last;
    }

    private async Task FindUnsealedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(
            $"""
            SELECT start_id, sequence, {EntryRow.Columns} FROM entry JOIN journal ON journal.id = entry.journal
            WHERE NOT EXISTS (
                SELECT 1 FROM seal JOIN chain ON chain.id = seal.chain
                WHERE seal.exchange_id = entry.exchange_id AND seal.failed_attempt = entry.failed_attempt AND chain.journal = entry.journal)
            ORDER BY entry.id
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            _faults.Add($"{PostgresPages.ReadOne(rows, EntryPlace.Read)} was inserted: it has no seal.");
    }

    private sealed record PlacedChain(long Row, LedgerChain Chain, string KeyId, byte[] Proof, Guid Ledger)
    {
        public static PlacedChain Read(RowReader from) => new(from.Number(), PostgresChainRow.Read(ref from), from.Text(), from.BytesOrNull() ?? [], from.Id());
    }
}
