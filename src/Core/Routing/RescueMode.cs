namespace FerroGate.Core.Routing;

/// <summary>What is done for a stream that breaks off behind its first content.</summary>
public enum RescueMode
{
    /// <summary>It ends with an error.</summary>
    Off,

    /// <summary>The next target is asked the same; while its answer begins with what the client has, it goes on with that.</summary>
    Verify,

    /// <summary>A target that can is given what the client has, and goes on from there; where none can, as <see cref="Verify"/>.</summary>
    Continue,
}
