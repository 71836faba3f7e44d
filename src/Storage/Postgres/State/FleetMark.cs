namespace FerroGate.Storage.Postgres.State;

/// <summary>Which state of a fleet a copy is of.</summary>
/// <param name="Fleet">The fleet.</param>
/// <param name="KeyVersion">How many changes its keys have had.</param>
/// <param name="KeyStamp">Tells this course of changes from that of a backup that was put back.</param>
/// <param name="ResourceVersion">How many changes its resources have had.</param>
internal sealed record FleetMark(Guid Fleet, long KeyVersion, Guid KeyStamp, long ResourceVersion)
{
    /// <summary>Nobody has ever written there.</summary>
    public bool IsNew => KeyVersion == 0 && ResourceVersion == 0;
}
