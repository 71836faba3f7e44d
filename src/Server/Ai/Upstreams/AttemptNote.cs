using FerroGate.Server.Ai.Faults;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>What became of one attempt, for those who want to know why an answer came from where it came from.</summary>
/// <param name="Provider">The provider's name here.</param>
/// <param name="ProviderModel">Its name of the model.</param>
/// <param name="Status">Its status; <c>null</c> where it did not answer.</param>
/// <param name="Fault">What was wrong; <c>null</c> for an answer.</param>
/// <param name="Took">From the request to its answer, or to the end of patience.</param>
internal sealed record AttemptNote(string Provider, string ProviderModel, int? Status, FaultKind? Fault, TimeSpan Took);
