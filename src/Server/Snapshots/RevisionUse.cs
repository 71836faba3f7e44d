namespace FerroGate.Server.Snapshots;

/// <summary>The use that one request makes of a revision; the revision lives at least as long.</summary>
internal readonly struct RevisionUse(Revision revision) : IDisposable
{
    public Revision Revision => revision;

    public void Dispose() => revision.Leave();
}
