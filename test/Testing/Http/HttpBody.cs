using System.Globalization;

namespace FerroGate.Testing.Http;

/// <summary>The body of one message as its framing delimits it.</summary>
public sealed class HttpBody
{
    private readonly HttpReader _reader;
    private readonly bool _chunked;
    private long? _left;

    private HttpBody(HttpReader reader, bool chunked, long? length)
    {
        _reader = reader;
        _chunked = chunked;
        _left = chunked ? 0 : length;
        IsComplete = length == 0;
    }

    /// <summary>The body came to the end that its framing promised.</summary>
    public bool IsComplete { get; private set; }

    public static HttpBody OfRequest(HttpReader reader, HeaderList headers) =>
        new(reader, IsChunked(headers), IsChunked(headers) ? null : LengthOf(headers) ?? 0);

    /// <param name="reader">The connection, right after the head.</param>
    /// <param name="head">The head of the answer.</param>
    /// <param name="toHead">The request was a <c>HEAD</c>, so the framing promises nothing.</param>
    public static HttpBody OfResponse(HttpReader reader, HttpHead head, bool toHead = false)
    {
        var bodiless = toHead || head.Status is 204 or 304 or (>= 100 and < 200);
        return bodiless
            ? new(reader, false, 0)
            : new(reader, IsChunked(head.Headers), IsChunked(head.Headers) ? null : LengthOf(head.Headers));
    }

    /// <summary>Up to so many bytes of the body; 0 is its end, or the connection's.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        if (IsComplete)
            return 0;
        if (_chunked && _left == 0 && !await ReadChunkHeadAsync(cancellation))
            return 0;
        var wanted = (int)Math.Min(destination.Length, _left ?? long.MaxValue);
        var count = await _reader.ReadAsync(destination[..wanted], cancellation);
        if (count == 0)
        {
            // Without a length the end of the connection is the end of the body.
            IsComplete = _left is null;
            return 0;
        }

        _left -= count;
        if (_left == 0 && _chunked)
            await _reader.ReadLineAsync(cancellation);
        else if (_left == 0)
            IsComplete = true;
        return count;
    }

    private async Task<bool> ReadChunkHeadAsync(CancellationToken cancellation)
    {
        var line = await _reader.ReadLineAsync(cancellation);
        _left = long.Parse(line.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (_left > 0)
            return true;
        while (await _reader.ReadLineAsync(cancellation) is { Length: > 0 })
        {
            // Trailers are of no interest here.
        }

        IsComplete = true;
        return false;
    }

    private static bool IsChunked(HeaderList headers) =>
        headers.All("transfer-encoding").Any(value => value.EndsWith("chunked", StringComparison.OrdinalIgnoreCase));

    private static long? LengthOf(HeaderList headers) =>
        headers["content-length"] is { } length ? long.Parse(length, CultureInfo.InvariantCulture) : null;
}
