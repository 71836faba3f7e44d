namespace FerroGate.Server.Snapshots;

/// <summary>The revision that new requests get. Swapped as a whole; requests read it once.</summary>
internal sealed class CurrentRevision(Revision first)
{
    private Revision _value = first;

    public Revision Value => Volatile.Read(ref _value);
}
