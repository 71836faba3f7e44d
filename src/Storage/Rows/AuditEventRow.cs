using FerroGate.Core.Records;

namespace FerroGate.Storage.Rows;

/// <summary>An audit event as a row of the table <c>audit_event</c>.</summary>
internal static class AuditEventRow
{
    public const string Columns = "event_id, occurred_at, actor, action, target, outcome, message, " + SharedColumns.Tenant;

    public static void Write(RowWriter to, AuditEvent change) => to
        .Id(change.Id)
        .Moment(change.OccurredAt)
        .Text(change.Actor)
        .Text(change.Action)
        .Text(change.Target)
        .Text(change.Outcome)
        .Text(change.Message)
        .Tenant(change.Tenant);

    /// <summary>Reads one, and leaves the reader behind it.</summary>
    public static AuditEvent Read(ref RowReader from) => new(
        from.Id(), from.Moment(), from.Text(), from.Text(), from.Text(), from.Text(), from.TextOrNull())
    {
        Tenant = from.Tenant(),
    };
}
