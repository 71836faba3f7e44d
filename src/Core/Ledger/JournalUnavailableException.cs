namespace FerroGate.Core.Ledger;

/// <summary>The journal cannot be written: the disk is full or gone.</summary>
public sealed class JournalUnavailableException : IOException
{
    public JournalUnavailableException()
    {
    }

    public JournalUnavailableException(string message)
        : base(message)
    {
    }

    public JournalUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
