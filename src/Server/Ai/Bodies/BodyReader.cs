using System.Buffers;
using System.Globalization;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Bodies;

/// <summary>Takes a request body into pooled memory, within the bounds of the request and of the process.</summary>
internal sealed class BodyReader(BodyMemory memory)
{
    private const int SmallestBuffer = 256;
    private const int UsualBuffer = 4 * 1024;
    private const int LargestFirstBuffer = 64 * 1024;

    // Each step copies what has come. Where nobody has said how much that will be, a large step may be for nothing.
    private const int GrowthToAnnounced = 4;
    private const int Growth = 2;

    /// <summary>The whole body. Throws <see cref="BadHttpRequestException"/> where the client broke the protocol.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <param name="limitOfAll">The most bytes that all bodies may take.</param>
    /// <param name="cancellation">The client has gone.</param>
    public async Task<Outcome<RequestBody>> ReadAsync(HttpRequest request, long limit, long limitOfAll, CancellationToken cancellation)
    {
        if (request.ContentLength > limit)
        {
            return TooLarge(limit);
        }

        // What a client announces is not what it sends: memory grows with what has come.
        var first = (int)Math.Clamp(request.ContentLength + 1 ?? UsualBuffer, SmallestBuffer, LargestFirstBuffer);
        if (Rent(first, limitOfAll) is not { } buffer)
        {
            return Overloaded;
        }

        var length = 0;
        try
        {
            while (await request.Body.ReadAsync(buffer.AsMemory(length), cancellation) is > 0 and var read)
            {
                length += read;
                if (length > limit)
                {
                    return TooLarge(limit);
                }

                if (length == buffer.Length)
                {
                    if (Rent(NextSize(length, request.ContentLength), limitOfAll) is not { } larger)
                    {
                        return Overloaded;
                    }

                    buffer.AsSpan(0, length).CopyTo(larger);
                    Return(buffer);
                    buffer = larger;
                }
            }

            var body = new RequestBody(memory, buffer, length);
            buffer = null;
            return body;
        }
        finally
        {
            if (buffer is not null)
            {
                Return(buffer);
            }
        }
    }

    // No more is asked for than was announced, and the byte after its end, which tells that nothing follows.
    private static int NextSize(int length, long? announced) =>
        (int)Math.Min(announced >= length ? Math.Min(announced.Value + 1, (long)length * GrowthToAnnounced) : (long)length * Growth, Array.MaxLength);

    private byte[]? Rent(int size, long limitOfAll)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        if (memory.TryTake(buffer.Length, limitOfAll))
        {
            return buffer;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return null;
    }

    private void Return(byte[] buffer)
    {
        memory.Give(buffer.Length);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static Refusal TooLarge(long limit) => new(
        413,
        ErrorType.InvalidRequest,
        RefusalCodes.PayloadTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"The body is larger than {limit} bytes, which is the limit here."))
    {
        ShouldRetry = false,
    };

    private static Refusal Overloaded => new(
        503,
        ErrorType.Api,
        RefusalCodes.GatewayOverloaded,
        "The gateway holds as many request bodies as it may. Try again in a moment.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };
}
