using System.Text.Json.Serialization;
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
    /// <summary>The gateway of a fleet that wrote it; not there where there is no fleet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Node { get; init; }

    public static AuditEventView Of(AuditEvent change) => new(
        change.Id.ToString("D"),
        change.OccurredAt,
        change.Actor,
        change.Action,
        change.Target,
        change.Outcome,
        change.Message)
    {
        Node = change.Node,
    };
}
