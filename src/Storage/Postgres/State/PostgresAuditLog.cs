using FerroGate.Core.Lists;
using FerroGate.Core.Records;

namespace FerroGate.Storage.Postgres.State;

/// <summary>The newest audit events of each organization of a fleet, each with the gateway that wrote it.</summary>
internal sealed class PostgresAuditLog(PostgresDatabase database, string node)
{
    private static readonly string s_insert = $"INSERT INTO audit_event ({AuditEventRow.Columns}, node)";

    private static readonly ListTable<AuditEvent> s_table = new("audit_event", AuditEventRow.Columns + ", node", "occurred_at", Read);

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

    private static AuditEvent Read(RowReader from)
    {
        var change = AuditEventRow.Read(ref from);
        return change with { Node = from.Text() };
    }
}
