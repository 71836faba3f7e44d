using FerroGate.Core.Ledger;
using FerroGate.Core.Records;

namespace FerroGate.Storage.Sqlite;

/// <summary>Keeps the newest audit events in <c>state.db</c>, beside what they tell about.</summary>
internal sealed class SqliteAuditLog(Database database, int retention) : IAuditLog
{
    public const string Columns = "event_id, occurred_at, actor, action, target, outcome, message";

    private static readonly string Insert = $"INSERT INTO audit_event {RowWriter.Columns(Columns)}";

    private volatile int _retention = retention;

    /// <summary>Keeps so many from now on.</summary>
    public void Retain(int count) => _retention = count;

    public Task AddAsync(AuditEvent change, CancellationToken cancellation) => Task.Run(() => Add(change), cancellation);

    public Task<Page<AuditEvent>> ListAsync(PageRequest page, CancellationToken cancellation)
    {
        var visible = page with { Window = Math.Min(page.Window, _retention) };
        return Task.Run(() => NewestFirst.List(database, "audit_event", Columns, visible, Read), cancellation);
    }

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
            .Text(change.Message);
        insert.ExecuteNonQuery();
        connection.Execute(
            "DELETE FROM audit_event WHERE id <= (SELECT MAX(id) FROM audit_event) - $retention", ("$retention", _retention));
        transaction.Commit();
    }

    public static AuditEvent Read(RowReader from) => new(
        from.Id(), from.Moment(), from.Text(), from.Text(), from.Text(), from.Text(), from.TextOrNull());
}
