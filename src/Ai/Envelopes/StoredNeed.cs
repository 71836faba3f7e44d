namespace FerroGate.Ai.Envelopes;

/// <summary>How much a request depends on the stored thing that it names. What belongs to somebody else is refused in any case.</summary>
public enum StoredNeed
{
    /// <summary>It means nothing without it: the name must be known.</summary>
    Always,

    /// <summary>
    /// A provider of the same protocol looks it up, for the request has the name and not what it stands for. Translated it is only
    /// left out, so that a name which is not known can still go there.
    /// </summary>
    Natively,

    /// <summary>The request has the content along with the name, and clients make names themselves: it may be unknown.</summary>
    Never,
}
