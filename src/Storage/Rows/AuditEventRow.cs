using FerroGate.Core.Records;

namespace FerroGate.Storage.Rows;

/// <summary>An audit event as a row of the table <c>audit_event</c>.</summary>
internal static class AuditEventRow
{
    public const string Columns = "event_id, occurred_at, actor, action, target, outcome, message, " + SharedColumns.Tenant;

    // What its numbers and its row take, about.
    private const string Bytes =
        "64 + octet_length(actor) + octet_length(action) + octet_length(target) + octet_length(outcome) + COALESCE(octet_length(message), 0)" +
        " + COALESCE(octet_length(organization_id), 0) + COALESCE(octet_length(team_id), 0) + COALESCE(octet_length(project_id), 0) + COALESCE(octet_length(user_id), 0)";

    /// <summary>The organizations whose events take more bytes than a parameter says, each with the newest event that is too much.</summary>
    public static string TooMuch(string bytes) =>
        $"""
        SELECT organization_id, MAX(id)
        FROM (SELECT organization_id, id, SUM({Bytes}) OVER (PARTITION BY organization_id ORDER BY id DESC) AS size FROM audit_event) AS sized
        WHERE size > {bytes} GROUP BY organization_id
        """;

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
