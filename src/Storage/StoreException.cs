namespace FerroGate.Storage;

/// <summary>The data directory cannot be used, for a reason that an operator can act on; the message says it.</summary>
public sealed class StoreException : Exception
{
    public StoreException()
    {
    }

    public StoreException(string message)
        : base(message)
    {
    }

    public StoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
