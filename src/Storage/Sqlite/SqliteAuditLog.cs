using System.Runtime.CompilerServices;
using FerroGate.Core.Lists;
using FerroGate.Core.Records;
using FerroGate.Storage.Upkeep;

namespace FerroGate.Storage.Sqlite;

/// <summary>Keeps the newest audit events of each organization, and of what is nobody's, in <c>state.db</c>, beside what they tell about.</summary>
internal sealed class SqliteAuditLog(Database database, int retention, Retention kept) : IAuditLog, IRetained
{
    private static readonly string Insert = $"INSERT INTO audit_event {RowWriter.Columns(AuditEventRow.Columns)}";

    private const int PartSize = 512;

    private volatile int _retention = retention;
    private volatile Retention _kept = kept;

    public static ListTable<AuditEvent> Table { get; } = new("audit_event", AuditEventRow.Columns, "occurred_at", row => AuditEventRow.Read(ref row));

    /// <summary>How many are kept.</summary>
    public int Retention => _retention;

    /// <summary>There is a fleet: what waits to go there is kept, however much there is.</summary>
    public bool KeepsWaiting { get; set; }

    /// <summary>Keeps so many, for so long, from now on.</summary>
    public void Retain(int count, Retention span) => (_retention, _kept) = (count, span);

    public Task AddAsync(AuditEvent change, CancellationToken cancellation) => Task.Run(() => Add(change), cancellation);

    public Task<Page<AuditEvent>> ListAsync(PageRequest page, CancellationToken cancellation) =>
        Task.Run(() => NewestFirst.List(database, Table, page), cancellation);

    /// <summary>The oldest of those that the fleet may not have.</summary>
    public IReadOnlyList<AuditEvent> Waiting(int most)
    {
        using var connection = database.Connect();
        using var command = connection.Command($"SELECT {AuditEventRow.Columns} FROM audit_event WHERE is_shipped = 0 ORDER BY id LIMIT $most", ("$most", most));
        using var rows = command.ExecuteReader();
        var events = new List<AuditEvent>();
        while (rows.Read())
        {
            var row = new RowReader(rows);
            events.Add(AuditEventRow.Read(ref row));
        }

        return events;
    }

    /// <summary>The fleet has them.</summary>
    public void Shipped(IEnumerable<AuditEvent> events)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        using var update = new SqliteRow(connection, "UPDATE audit_event SET is_shipped = 1 WHERE event_id = $1");
        foreach (var change in events)
        {
            update.Start().Id(change.Id);
            update.Run();
        }

        transaction.Commit();
    }

    public async IAsyncEnumerable<long> PruneAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var span = _kept;
        if (span.Before(now) is { } before)
        {
            while (await Task.Run(() => Delete("occurred_at < $before", ("$before", UnixMicroseconds.Of(before))), cancellation) is > 0 and var part)
                yield return part;
        }

        if (span.Bytes is not { } bytes)
            yield break;

        foreach (var (organization, last) in await Task.Run(() => TooMuch(bytes), cancellation))
        {
            while (await Task.Run(() => Delete("organization_id IS $organization AND id <= $last", ("$organization", organization), ("$last", last)), cancellation) is > 0 and var part)
                yield return part;
        }
    }

    // They are looked for without a lock, and there may be many to look at.
    private int Delete(string which, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = database.Connect();
        var ids = new List<long>();
        using (var select = connection.Command($"SELECT id FROM audit_event WHERE {which}{(KeepsWaiting ? " AND is_shipped = 1" : "")} LIMIT {PartSize}", parameters))
        using (var rows = select.ExecuteReader())
        {
            while (rows.Read())
                ids.Add(rows.GetInt64(0));
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        using var delete = new SqliteRow(connection, "DELETE FROM audit_event WHERE id = $1");
        foreach (var id in ids)
        {
            delete.Start().Number(id);
            delete.Run();
        }

        transaction.Commit();
        return ids.Count;
    }

    private List<(string? Organization, long Last)> TooMuch(long bytes)
    {
        using var connection = database.Connect();
        using var command = connection.Command(AuditEventRow.TooMuch("$bytes"), ("$bytes", bytes));
        using var rows = command.ExecuteReader();
        var found = new List<(string?, long)>();
        while (rows.Read())
        {
            var row = new RowReader(rows);
            found.Add((row.TextOrNull(), row.Number()));
        }

        return found;
    }

    private void Add(AuditEvent change)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        using var insert = new SqliteRow(connection, Insert);
        AuditEventRow.Write(insert, change);
        insert.Run();

        // Each organization has as many of its own, so that nobody pushes out what others have done.
        connection.Execute(
            $"""
            DELETE FROM audit_event WHERE organization_id IS $organization{(KeepsWaiting ? " AND is_shipped = 1" : "")}
                AND id <= (SELECT id FROM audit_event WHERE organization_id IS $organization ORDER BY id DESC LIMIT 1 OFFSET $retention)
            """,
            ("$organization", change.Tenant.OrganizationId),
            ("$retention", _retention));
        transaction.Commit();
    }
}
