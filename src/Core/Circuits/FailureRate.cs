namespace FerroGate.Core.Circuits;

/// <summary>How many of the last requests may fail.</summary>
/// <param name="Percent">So many of a hundred are too many.</param>
/// <param name="Window">The last requests are those of this time.</param>
/// <param name="MinimumRequests">Of fewer requests nothing can be said.</param>
public sealed record FailureRate(int Percent, TimeSpan Window, int MinimumRequests)
{
    public bool IsReached(int failures, int requests) => requests >= MinimumRequests && failures * 100L >= (long)Percent * requests;
}
