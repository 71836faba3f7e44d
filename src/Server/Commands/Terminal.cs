namespace FerroGate.Server.Commands;

/// <summary>Where a command writes: data to the one, everything else to the other.</summary>
internal sealed record Terminal(TextWriter Output, TextWriter Error)
{
    /// <summary>Writes a line for humans. One that cannot be written is no reason to end otherwise than without it.</summary>
    public void Say(string line)
    {
        try
        {
            Error.WriteLine(line);
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Says what is allowed and seldom meant.</summary>
    public void Warn(string message) => Say($"ferrogate: warning: {message}.");

    /// <summary>Says why a command failed.</summary>
    public int Fail(string message)
    {
        Say($"ferrogate: {message}");
        return ExitCode.Failure;
    }

    /// <summary>Says what is wrong with the command line, and whose help says how it is right.</summary>
    public int Misused(string command, params IEnumerable<string> messages)
    {
        foreach (var message in messages)
        {
            Say($"ferrogate: {message}");
        }

        Say($"Try '{command} --help'.");
        return ExitCode.Usage;
    }
}
