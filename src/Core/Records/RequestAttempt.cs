namespace FerroGate.Core.Records;

/// <summary>What became of one attempt at a provider, for those who want to know why an answer came from where it came from.</summary>
/// <param name="Provider">The provider's name here.</param>
/// <param name="ProviderModel">Its name of the model.</param>
/// <param name="Status">Its status; <c>null</c> where it did not answer.</param>
/// <param name="Fault">What was wrong, such as <c>rate_limited</c>; <c>null</c> for an answer.</param>
/// <param name="DurationMs">From its beginning to its end, in milliseconds.</param>
public sealed record RequestAttempt(string Provider, string ProviderModel, int? Status, string? Fault, double DurationMs)
{
    /// <summary>From the request to its beginning, in milliseconds.</summary>
    public double StartedMs { get; init; }

    /// <summary>From its beginning to the head of its answer, in milliseconds; <c>null</c> where none came.</summary>
    public double? FirstByteMs { get; init; }

    /// <summary>What it is charged; <c>null</c> where that is nothing, or not known yet.</summary>
    public AttemptUsage? Usage { get; init; }
}
