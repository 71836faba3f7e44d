namespace FerroGate.Server.Commands;

/// <summary>Where a command writes: data to the one, everything else to the other.</summary>
internal sealed record Terminal(TextWriter Output, TextWriter Error)
{
    /// <summary>Says what is allowed and seldom meant.</summary>
    public void Warn(string message) => Error.WriteLine($"ferrogate: warning: {message}.");

    /// <summary>Says why a command failed.</summary>
    public int Fail(string message)
    {
        Error.WriteLine($"ferrogate: {message}");
        return ExitCode.Failure;
    }
}
