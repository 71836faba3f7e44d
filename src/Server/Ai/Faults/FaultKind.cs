namespace FerroGate.Server.Ai.Faults;

/// <summary>The ways in which a target fails a request.</summary>
internal enum FaultKind
{
    /// <summary>No connection, or it was reset before an answer began.</summary>
    Unreachable,

    /// <summary>No connection in time.</summary>
    SlowConnect,

    /// <summary>Connected, and no answer began in time.</summary>
    Silent,

    /// <summary>A stream began, and its first content did not come in time.</summary>
    SlowFirstToken,

    /// <summary>The answer began, and then nothing more came in time.</summary>
    Stalled,

    /// <summary>The answer broke off.</summary>
    Cut,

    /// <summary>The answer cannot be read: no JSON, half of one, or a stream whose events are none.</summary>
    Malformed,

    /// <summary>Something that is no answer: a page, a redirect, an empty body.</summary>
    NoAnswer,

    /// <summary>The answer is larger than the config allows.</summary>
    TooLarge,

    /// <summary>The request is wrong.</summary>
    CallerError,

    /// <summary>The provider does not have the model, or does not give it to this account.</summary>
    NoSuchModel,

    /// <summary>The request is longer than what the model can read.</summary>
    ContextOverflow,

    /// <summary>The provider does not want to answer that.</summary>
    ContentRefused,

    /// <summary>The model does not go on from a beginning of its answer.</summary>
    PrefillRefused,

    /// <summary>The provider does not accept the gateway's credential.</summary>
    CredentialRefused,

    /// <summary>Too many requests or tokens for the account.</summary>
    RateLimited,

    /// <summary>The account has nothing left to pay with.</summary>
    QuotaExhausted,

    /// <summary>The provider has too much to do.</summary>
    Overloaded,

    /// <summary>The provider failed.</summary>
    ServerError,
}
