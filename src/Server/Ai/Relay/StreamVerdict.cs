namespace FerroGate.Server.Ai.Relay;

/// <summary>What happens with one event of a stream.</summary>
internal enum StreamVerdict
{
    /// <summary>It goes to the client at once.</summary>
    Pass,

    /// <summary>It may be the end: it goes when the end is settled, or when something follows it.</summary>
    Hold,

    /// <summary>It is the end, or came behind it: it goes when the end is settled.</summary>
    End,

    /// <summary>It is there only because the gateway asked for it.</summary>
    Drop,
}
