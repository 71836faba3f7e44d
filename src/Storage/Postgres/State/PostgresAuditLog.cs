using System.Runtime.CompilerServices;
using FerroGate.Core.Lists;
using FerroGate.Core.Records;
using FerroGate.Storage.Upkeep;
using Npgsql;

namespace FerroGate.Storage.Postgres.State;

/// <summary>The newest audit events of each organization of a fleet, each with the gateway that wrote it.</summary>
internal sealed class PostgresAuditLog(PostgresDatabase database, string node, Retention kept) : IRetained
{
    private const int PartSize = 512;

    private static readonly string s_insert = $"INSERT INTO audit_event ({AuditEventRow.Columns}, node)";

    private static readonly ListTable<AuditEvent> s_table = new("audit_event", AuditEventRow.Columns + ", node", "occurred_at", Read);

    private volatile Retention _kept = kept;

    /// <summary>Keeps them for so long from now on.</summary>
    public void Retain(Retention span) => _kept = span;

    /// <summary>Adds those that are not there, and keeps as many of the newest of their organizations as the gateway is told to.</summary>
    public Task AddAsync(IReadOnlyCollection<AuditEvent> events, int retention, CancellationToken cancellation) => database.UseAsync(
        async (connection, token) =>
        {
            var table = new PostgresColumns();
            foreach (var change in events)
            {
                AuditEventRow.Write(table.Start(), change);
                table.Text(node);
            }

            await using var transaction = await connection.BeginTransactionAsync(token);
            await using var insert = connection.Command($"{s_insert} SELECT * FROM {table.Table()} ON CONFLICT DO NOTHING");
            insert.Parameters.AddRange(table.Parameters());
            var added = await insert.ExecuteNonQueryAsync(token);
            foreach (var organization in events.Select(change => change.Tenant.OrganizationId).Distinct())
            {
                await connection.ExecuteAsync(
                    """
                    DELETE FROM audit_event WHERE organization_id IS NOT DISTINCT FROM $1::text
                        AND id <= (SELECT id FROM audit_event WHERE organization_id IS NOT DISTINCT FROM $1::text ORDER BY id DESC OFFSET $2 LIMIT 1)
                    """,
                    token,
                    organization,
                    (long)Math.Max(0, retention));
            }

            await transaction.CommitAsync(token);
            return added;
        },
        cancellation);

    /// <summary>The newest first, in the order in which they came.</summary>
    public Task<Page<AuditEvent>> ListAsync(PageRequest page, CancellationToken cancellation) =>
        database.UseAsync((connection, token) => PostgresPages.ListAsync(connection, s_table, page, token), cancellation);

    public async IAsyncEnumerable<long> PruneAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var span = _kept;
        if (span.Before(now) is { } before)
        {
            while (await DeleteAsync("occurred_at < $1", cancellation, UnixMicroseconds.Of(before)) is > 0 and var part)
                yield return part;
        }

        if (span.Bytes is not { } bytes)
            yield break;

        foreach (var (organization, last) in await database.UseAsync((connection, token) => TooMuchAsync(connection, bytes, token), cancellation))
        {
            while (await DeleteAsync("organization_id IS NOT DISTINCT FROM $1::text AND id <= $2", cancellation, organization, last) is > 0 and var part)
                yield return part;
        }
    }

    private Task<int> DeleteAsync(string which, CancellationToken cancellation, params object?[] parameters) => database.UseAsync(
        (connection, token) => connection.ExecuteAsync(
            $"DELETE FROM audit_event WHERE id IN (SELECT id FROM audit_event WHERE {which} LIMIT {PartSize})", token, parameters),
        cancellation);

    private static async Task<List<(string? Organization, long Last)>> TooMuchAsync(NpgsqlConnection connection, long bytes, CancellationToken cancellation)
    {
        await using var command = connection.Command(AuditEventRow.TooMuch("$1"), bytes);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(string?, long)>();
        while (await rows.ReadAsync(cancellation))
            found.Add((rows.IsDBNull(0) ? null : rows.GetString(0), rows.GetInt64(1)));
        return found;
    }

    private static AuditEvent Read(RowReader from)
    {
        var change = AuditEventRow.Read(ref from);
        return change with { Node = from.Text() };
    }
}
