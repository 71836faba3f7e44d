namespace FerroGate.Server.Ai.Bodies;

/// <summary>Bounds what all request bodies together take of the process's memory.</summary>
internal sealed class BodyMemory
{
    private long _taken;

    /// <summary>Takes <paramref name="bytes"/> if no more than <paramref name="limit"/> are taken then.</summary>
    public bool TryTake(long bytes, long limit)
    {
        if (Interlocked.Add(ref _taken, bytes) <= limit)
        {
            return true;
        }

        Give(bytes);
        return false;
    }

    public void Give(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
