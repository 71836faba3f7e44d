namespace FerroGate.Ai.Dialects;

/// <summary>The kinds of event in a stream.</summary>
public enum EventKind
{
    /// <summary>Nothing that the gateway knows: a comment, a member of some provider's own.</summary>
    Other,

    /// <summary>A sign of life and nothing else.</summary>
    KeepAlive,

    /// <summary>A part of the answer.</summary>
    Content,

    /// <summary>Usage and nothing else, which a client gets only where it asked for that.</summary>
    UsageOnly,

    /// <summary>An error of the provider inside the stream.</summary>
    Error,

    /// <summary>The mark that the answer is complete.</summary>
    Done,

    /// <summary>The mark that there will be no complete answer, for the provider failed.</summary>
    Failed,
}
