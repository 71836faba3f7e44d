using System.Buffers;
using System.Net.Sockets;
using FerroGate.Server.Proxy.Transport;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>
/// What a connection is after it has become another protocol: bytes in both directions. Each goes on until its own end, and what
/// was sent before an end arrives.
/// </summary>
/// <param name="client">The client's side.</param>
/// <param name="upstream">The upstream's side.</param>
/// <param name="connection">The connection under it, which can be told that the client is done.</param>
/// <param name="passed">Hears how many bytes the client got.</param>
internal sealed class Tunnel(Stream client, Stream upstream, EarlyAnswerStream? connection, Action<int> passed)
{
    private const int BufferSize = 16 * 1024;

    private enum End
    {
        /// <summary>The sender has said its last.</summary>
        Said,

        /// <summary>The sender broke off.</summary>
        Broken,

        /// <summary>The receiver takes no more.</summary>
        Untaken,
    }

    /// <summary>Carries bytes until the upstream ends, or the client is gone.</summary>
    /// <returns>Whether it ended well: neither did the upstream break off, nor was it cancelled.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var up = UpAsync(over.Token);
        var down = CopyAsync(upstream, client, passed, over.Token);

        // One that only sends no more still hears what the upstream says, and so does one whose bytes the upstream does not take.
        // The other way there is no such thing: the server closes a connection for both directions.
        var hasClientLeft = await Task.WhenAny(up, down) == up && await up == End.Broken && !cancellation.IsCancellationRequested;
        if (!hasClientLeft)
            await down;

        await over.CancelAsync();
        await Task.WhenAll(up, down);
        return hasClientLeft || await down != End.Broken;
    }

    private async Task<End> UpAsync(CancellationToken cancellation)
    {
        var end = await CopyAsync(client, upstream, _ => { }, cancellation);
        if (end != End.Said || connection is null)
            return end;

        try
        {
            // To say so takes bytes, and the upstream may take none.
            await connection.FinishAsync().WaitAsync(cancellation);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            // It knows already.
        }

        return end;
    }

    private static async Task<End> CopyAsync(Stream from, Stream to, Action<int> passed, CancellationToken cancellation)
    {
        var end = End.Broken;
        try
        {
            while (true)
            {
                // No memory is held for who says nothing.
                _ = await from.ReadAsync(Memory<byte>.Empty, cancellation);
                using var buffer = MemoryPool<byte>.Shared.Rent(BufferSize);
                var read = await from.ReadAsync(buffer.Memory, cancellation);
                if (read == 0)
                    return End.Said;

                end = End.Untaken;
                await to.WriteAsync(buffer.Memory[..read], cancellation);
                passed(read);
                end = End.Broken;
            }
        }
        catch (Exception exception) when (IsGone(exception))
        {
            return end;
        }
    }

    private static bool IsGone(Exception exception) =>
        exception is IOException or OperationCanceledException or ObjectDisposedException or SocketException;
}
