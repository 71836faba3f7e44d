namespace FerroGate.Core.Stored;

/// <summary>Not all of some names could be looked up just now: whether others than those that were found are known, nobody can say.</summary>
public sealed class StoredObjectsAwayException : Exception
{
    public StoredObjectsAwayException()
    {
    }

    public StoredObjectsAwayException(string message)
        : base(message)
    {
    }

    public StoredObjectsAwayException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public StoredObjectsAwayException(IReadOnlyList<StoredObject> found, Exception innerException)
        : this("What providers have stored cannot be looked up just now.", innerException) => Found = found;

    /// <summary>Those of the names that are known all the same.</summary>
    public IReadOnlyList<StoredObject> Found { get; } = [];
}
