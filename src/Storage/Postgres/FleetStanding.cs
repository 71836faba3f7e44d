namespace FerroGate.Storage.Postgres;

/// <summary>How the database of a fleet stands with this gateway.</summary>
/// <param name="Place">Host, port and database.</param>
/// <param name="Reason">Why it cannot be used; <c>null</c> when it can.</param>
/// <param name="Waiting">How many ledger entries have not arrived there; <c>null</c> while nobody knows.</param>
public sealed record FleetStanding(string Place, string? Reason, long? Waiting)
{
    public bool IsAway => Reason is not null;
}
