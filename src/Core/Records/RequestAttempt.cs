namespace FerroGate.Core.Records;

/// <summary>What became of one attempt at a provider, for those who want to know why an answer came from where it came from.</summary>
/// <param name="Provider">The provider's name here.</param>
/// <param name="ProviderModel">Its name of the model.</param>
/// <param name="Status">Its status; <c>null</c> where it did not answer.</param>
/// <param name="Fault">What was wrong, such as <c>rate_limited</c>; <c>null</c> for an answer.</param>
/// <param name="DurationMs">From the request to its answer, or to the end of patience, in milliseconds.</param>
public sealed record RequestAttempt(string Provider, string ProviderModel, int? Status, string? Fault, double DurationMs);
