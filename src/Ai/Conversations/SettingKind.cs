namespace FerroGate.Ai.Conversations;

/// <summary>The settings of a request. Each is carried as the JSON value that the client wrote, of the type that is said here.</summary>
public enum SettingKind
{
    /// <summary>Number.</summary>
    MaxOutputTokens,

    /// <summary>Number.</summary>
    Temperature,

    /// <summary>Number.</summary>
    TopP,

    /// <summary>Number.</summary>
    TopK,

    /// <summary>String, or array of strings.</summary>
    StopSequences,

    /// <summary>Number.</summary>
    Seed,

    /// <summary>Number: how many answers are wanted.</summary>
    Choices,

    /// <summary>Number.</summary>
    FrequencyPenalty,

    /// <summary>Number.</summary>
    PresencePenalty,

    /// <summary>Object.</summary>
    LogitBias,

    /// <summary>Boolean.</summary>
    Logprobs,

    /// <summary>Number.</summary>
    TopLogprobs,

    /// <summary>String: the person behind the request.</summary>
    User,

    /// <summary>Object of strings.</summary>
    Metadata,

    /// <summary>String.</summary>
    ServiceTier,

    /// <summary>Boolean.</summary>
    ParallelToolCalls,

    /// <summary>String: <c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c>, <c>max</c>.</summary>
    ReasoningEffort,

    /// <summary>Number of tokens; 0 for no reasoning, -1 for as many as the model likes.</summary>
    ReasoningBudget,

    /// <summary>Boolean, or a string that says in which form: thoughts are shown in the answer.</summary>
    ReasoningShown,

    /// <summary>String: <c>low</c>, <c>medium</c>, <c>high</c>.</summary>
    Verbosity,

    /// <summary>String: a key that requests of the same prefix share.</summary>
    PromptCacheKey,
}
