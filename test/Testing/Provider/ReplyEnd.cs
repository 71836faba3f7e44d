namespace FerroGate.Testing.Provider;

/// <summary>What a provider does after the last byte of its script.</summary>
public enum ReplyEnd
{
    /// <summary>Ends the body as its framing says, and keeps the connection.</summary>
    Proper,

    /// <summary>Closes the connection (FIN) with the body unfinished.</summary>
    Cut,

    /// <summary>Resets the connection (RST).</summary>
    Reset,
}
