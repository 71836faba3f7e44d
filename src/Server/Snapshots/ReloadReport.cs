namespace FerroGate.Server.Snapshots;

/// <summary>What became of a reload.</summary>
/// <param name="Candidate">What was to come into force.</param>
/// <param name="ActiveId">What is in force now.</param>
/// <param name="Error">Why the candidate is not; <c>null</c> where it is.</param>
internal sealed record ReloadReport(Candidate Candidate, string ActiveId, string? Error)
{
    /// <summary>Every part of the candidate is in force.</summary>
    public bool IsCommitted => Error is null;
}
