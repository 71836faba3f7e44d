namespace FerroGate.Server.Snapshots;

/// <summary>The revision that new requests get. Swapped as a whole; requests read it once.</summary>
internal sealed class CurrentRevision(Revision first)
{
    private Revision _value = first;

    public Revision Value => Volatile.Read(ref _value);

    /// <summary>Lets a request use the revision; it keeps it to its end, whatever comes after.</summary>
    public RevisionUse Enter()
    {
        while (true)
        {
            // It may have been replaced, and its last request may have left, between the two.
            var revision = Value;
            if (revision.TryEnter())
                return new RevisionUse(revision);
        }
    }

    /// <summary>Gives <paramref name="next"/> to every request from now on, and lets go of the one before.</summary>
    public void Swap(Revision next) => Interlocked.Exchange(ref _value, next).Leave();
}
