namespace FerroGate.Server.Snapshots;

/// <summary>What a revision owns or has leased, in the order in which it got it; it is let go the other way round.</summary>
internal sealed class RevisionParts : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();

    /// <summary>Takes care of something until the last request of the revision has ended.</summary>
    public T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
            await part.DisposeAsync();
    }
}
