using FerroGate.Core.Keys;

namespace FerroGate.Core.Records;

/// <summary>One change that somebody made to the gateway.</summary>
/// <param name="Id">A UUIDv7.</param>
/// <param name="OccurredAt">When.</param>
/// <param name="Actor">Who: a key id, or <c>cli</c> for a command on the machine.</param>
/// <param name="Action">What was done, such as <c>api_key.create</c>.</param>
/// <param name="Target">The id of what it was done to.</param>
/// <param name="Outcome"><c>committed</c> or <c>rejected</c>.</param>
/// <param name="Message">More, for a human; never a secret.</param>
public sealed record AuditEvent(
    Guid Id,
    DateTimeOffset OccurredAt,
    string Actor,
    string Action,
    string Target,
    string Outcome,
    string? Message)
{
    /// <summary>Whose it is what was changed; nobody's where it is for all.</summary>
    public Tenant Tenant { get; init; } = Tenant.None;

    /// <summary>The gateway of a fleet that wrote it; <c>null</c> where there is no fleet.</summary>
    public string? Node { get; init; }
}
