namespace FerroGate.Core.Records;

/// <summary>What a policy on trial would have done with a request.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Code">The code that would have been the reason.</param>
/// <param name="Outcome">What would have become of the request: <c>refused</c>, or <c>skipped</c> where only targets would have been.</param>
/// <param name="Model">The model whose targets they are.</param>
/// <param name="Targets">The targets that it would have taken away, as <c>PROVIDER:MODEL</c>.</param>
public sealed record PolicyShadow(string Policy, string Code, string Outcome, string Model, IReadOnlyList<string> Targets)
{
    public const string Refused = "refused";
    public const string Skipped = "skipped";
}
