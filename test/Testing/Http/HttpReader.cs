using System.Text;

namespace FerroGate.Testing.Http;

/// <summary>Reads HTTP/1.1 messages from a connection and hides nothing: neither order nor spelling nor an early end.</summary>
public sealed class HttpReader(Stream stream)
{
    private const int LineLimit = 1 << 20;

    private readonly byte[] _buffer = new byte[32 * 1024];
    private int _start;
    private int _end;

    /// <summary>Bytes that were read from the connection and not asked for yet.</summary>
    public int Buffered => _end - _start;

    /// <summary>The next head, or <c>null</c> where the connection ends before its first byte.</summary>
    /// <exception cref="EndOfStreamException">The connection ends inside the head.</exception>
    public async Task<HttpHead?> ReadHeadAsync(CancellationToken cancellation)
    {
        if (Buffered == 0 && !await FillAsync(cancellation))
            return null;
        var first = await ReadLineAsync(cancellation);
        var headers = new List<KeyValuePair<string, string>>();
        while (await ReadLineAsync(cancellation) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(colon < 0 ? new(line, "") : new(line[..colon], line[(colon + 1)..].Trim()));
        }

        return new HttpHead(first, new HeaderList(headers));
    }

    /// <summary>One line without its line end.</summary>
    /// <exception cref="EndOfStreamException">The connection ends inside the line.</exception>
    public async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new List<byte>();
        while (line.Count < LineLimit)
        {
            if (Buffered == 0 && !await FillAsync(cancellation))
                throw new EndOfStreamException($"The connection ended inside the line \"{Encoding.Latin1.GetString([.. line])}\"");
            var found = _buffer.AsSpan(_start, Buffered).IndexOf((byte)'\n');
            var taken = found < 0 ? Buffered : found + 1;
            line.AddRange(_buffer.AsSpan(_start, taken));
            _start += taken;
            if (found >= 0)
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\n').TrimEnd('\r');
        }

        throw new InvalidDataException($"A line of more than {LineLimit} bytes");
    }

    /// <summary>Up to so many bytes; 0 is the end of the connection.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        if (Buffered == 0)
            return await stream.ReadAsync(destination, cancellation);
        var taken = Math.Min(Buffered, destination.Length);
        _buffer.AsMemory(_start, taken).CopyTo(destination);
        _start += taken;
        return taken;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, cancellation);
        return _end > 0;
    }
}
