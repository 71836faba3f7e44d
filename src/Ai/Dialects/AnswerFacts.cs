using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects;

/// <summary>What a plain answer says about itself.</summary>
/// <param name="Usage">The counters that the provider reports.</param>
/// <param name="ContentBytes">The size of what the model wrote, to estimate from where there are no counters.</param>
/// <param name="IsError">It has an error in place of an answer.</param>
public sealed record AnswerFacts(TokenUsage Usage, long ContentBytes, bool IsError)
{
    /// <summary>The answer as its provider stores it; <c>null</c> where it does not.</summary>
    public StoredAnswer? Stored { get; init; }
}
