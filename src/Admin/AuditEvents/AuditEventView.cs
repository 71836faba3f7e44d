using FerroGate.Core.Records;

namespace FerroGate.Admin.AuditEvents;

/// <summary>An audit event as the admin API shows it.</summary>
public sealed record AuditEventView(
    string Id,
    DateTimeOffset OccurredAt,
    string Actor,
    string Action,
    string Target,
    string Outcome,
    string? Message)
{
    public static AuditEventView Of(AuditEvent change) => new(
        change.Id.ToString("D"),
        change.OccurredAt,
        change.Actor,
        change.Action,
        change.Target,
        change.Outcome,
        change.Message);
}
