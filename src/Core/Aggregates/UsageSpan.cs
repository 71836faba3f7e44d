namespace FerroGate.Core.Aggregates;

/// <summary>The lengths of time that usage is summed over, in UTC. Written to disk: never renumber.</summary>
public enum UsageSpan
{
    Hour,
    Day,
    Month,
}
