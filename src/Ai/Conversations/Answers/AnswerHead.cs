using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>What is known of an answer before its content.</summary>
public sealed record AnswerHead
{
    /// <summary>The provider's name of the answer; empty where it gives none.</summary>
    public JsonText Id { get; init; }

    /// <summary>The model as the provider calls it; empty where it does not say.</summary>
    public JsonText Model { get; init; }

    /// <summary>When it was made, in seconds since 1970; <c>null</c> where the provider does not say.</summary>
    public long? Created { get; init; }

    /// <summary>The service tier that answered.</summary>
    public JsonText? ServiceTier { get; init; }

    /// <summary>Where the provider's protocol has the candidates of an answer, for those who can say one only.</summary>
    public string CandidatesPath { get; init; } = "choices[*]";

    /// <summary>Where it says how likely tokens were, for those who cannot.</summary>
    public string ChancesPath { get; init; } = "choices[*].logprobs";
}
