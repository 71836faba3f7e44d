namespace FerroGate.Testing.Contents.Requests;

/// <summary>A piece of a turn.</summary>
public abstract record RequestPart
{
    /// <summary>What of it must be the same in every protocol, on one line.</summary>
    public abstract string Said { get; }
}
