namespace FerroGate.Fuzz;

/// <summary>A parser took an input without complaint and gave something wrong.</summary>
internal sealed class BrokenInvariantException : Exception
{
    public BrokenInvariantException()
    {
    }

    public BrokenInvariantException(string message)
        : base(message)
    {
    }

    public BrokenInvariantException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Throws where <paramref name="holds"/> is <c>false</c>.</summary>
    public static void Check(bool holds, string what)
    {
        if (!holds)
            throw new BrokenInvariantException(what);
    }
}
