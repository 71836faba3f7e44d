namespace FerroGate.Server.Ai.Upstreams;

/// <summary>Reads a provider's plain answer as a whole, so that nothing of it is sent before it is known to be complete.</summary>
internal static class PlainBody
{
    private const int FirstBuffer = 16 * 1024;

    // More is not taken for an announcement alone.
    private const int MostAnnounced = 1024 * 1024;

    /// <summary>All of it. Throws <see cref="BodyTooLargeException"/> above <paramref name="limit"/> bytes.</summary>
    /// <param name="upstream">The answer.</param>
    /// <param name="limit">How much of it is read at most.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="onRead">Is told of each part that has come.</param>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Upstream upstream, long limit, CancellationToken cancellation, Action? onRead = null)
    {
        if (upstream.Whole is { } whole)
        {
            return whole;
        }

        var length = 0;
        // One byte more than is announced, in which the end is found.
        var buffer = new byte[upstream.Length is { } announced ? (int)Math.Min(announced, MostAnnounced) + 1 : FirstBuffer];
        while (await upstream.Body.ReadAsync(buffer.AsMemory(length), cancellation) is > 0 and var read)
        {
            onRead?.Invoke();
            length += read;
            if (length > limit)
            {
                throw new BodyTooLargeException(limit);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        return buffer.AsMemory(0, length);
    }
}
