namespace FerroGate.Core.Exchanges;

/// <summary>What becomes of an answer whose client has gone.</summary>
public enum DisconnectAction
{
    /// <summary>Its provider is told at once, and what was made until then is settled.</summary>
    Cancel,

    /// <summary>It is read on for a while, so that what its provider reports at the end is settled.</summary>
    Drain,
}
