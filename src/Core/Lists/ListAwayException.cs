namespace FerroGate.Core.Lists;

/// <summary>A list cannot be gone on with just now; the message says why, and what to do.</summary>
public sealed class ListAwayException : Exception
{
    public ListAwayException()
    {
    }

    public ListAwayException(string message)
        : base(message)
    {
    }

    public ListAwayException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
