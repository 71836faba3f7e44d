using FerroGate.Core.Lists;
using FerroGate.Core.Records;

namespace FerroGate.Storage.Sqlite;

/// <summary>Keeps the newest audit events in <c>state.db</c>, beside what they tell about.</summary>
internal sealed class SqliteAuditLog(Database database, int retention) : IAuditLog
{
    private const string Columns = "event_id, occurred_at, actor, action, target, outcome, message, " + SharedColumns.Tenant;

    private static readonly string Insert = $"INSERT INTO audit_event {RowWriter.Columns(Columns)}";

    private volatile int _retention = retention;

    public static ListTable<AuditEvent> Table { get; } = new("audit_event", Columns, "occurred_at", Read);

    /// <summary>Keeps so many from now on.</summary>
    public void Retain(int count) => _retention = count;

    public Task AddAsync(AuditEvent change, CancellationToken cancellation) => Task.Run(() => Add(change), cancellation);

    public Task<Page<AuditEvent>> ListAsync(PageRequest page, CancellationToken cancellation) =>
        Task.Run(() => NewestFirst.List(database, Table, page, _retention), cancellation);

    private void Add(AuditEvent change)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        using var insert = connection.Command(Insert);
        new SqliteRow(insert)
            .Id(change.Id)
            .Moment(change.OccurredAt)
            .Text(change.Actor)
            .Text(change.Action)
            .Text(change.Target)
            .Text(change.Outcome)
            .Text(change.Message)
            .Tenant(change.Tenant);
        insert.ExecuteNonQuery();
        connection.Execute(
            "DELETE FROM audit_event WHERE id <= (SELECT MAX(id) FROM audit_event) - $retention", ("$retention", _retention));
        transaction.Commit();
    }

    private static AuditEvent Read(RowReader from) => new(
        from.Id(), from.Moment(), from.Text(), from.Text(), from.Text(), from.Text(), from.TextOrNull())
    {
        Tenant = from.Tenant(),
    };
}
