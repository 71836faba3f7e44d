using System.Buffers;

namespace FerroGate.Server.Connections.Framing;

/// <summary>
/// Follows the requests of one HTTP/1 connection byte by byte through heads and from length to length through bodies, and
/// knows of every byte to which request it belongs. What two servers could read differently is a fault (RFC 9112, section 11.2).
/// </summary>
internal sealed class RequestFraming
{
    private HeadLines _head;
    private FramingPlace _place;

    // Bytes of the body or chunk that are still to come.
    private long _left;

    // Bytes from the first that the server has not consumed, that are known to be right.
    private long _judged;

    /// <summary>What is wrong; nothing after it is read.</summary>
    public FramingFault? Fault { get; private set; }

    /// <summary>The fault is in a head: for the server the request has not begun.</summary>
    public bool IsHeadFaulty => Fault is not null && _place is FramingPlace.RequestLine or FramingPlace.Header;

    /// <summary>What is wrong with the request that the server has in hand; it has come upon it.</summary>
    public FramingFault? Told { get; private set; }

    /// <summary>The request line was right and has been taken.</summary>
    public bool HasRequestLine => _place != FramingPlace.RequestLine;

    /// <summary>The head has said its <c>Host</c>.</summary>
    public bool HasHost => _head.HasHost;

    /// <summary>The lines of <c>Connection</c> that name several things.</summary>
    public IReadOnlyList<string> ConnectionLines => _head.ConnectionLines;

    /// <summary>The head has said that the body comes in chunks.</summary>
    public bool IsChunked => _head.IsChunked;

    /// <summary>The connection speaks another protocol from the end of this request on.</summary>
    public bool IsOtherProtocol => _place == FramingPlace.OtherProtocol;

    /// <summary>The server agrees to another protocol now; the client may hear of it before that is done.</summary>
    public bool IsChanging { get; set; }

    /// <summary>Nothing is wrong so far, and the request goes on behind the bytes that are there.</summary>
    public bool NeedsMore => Fault is null && _place != FramingPlace.End;

    /// <summary>Bytes from the first that the server has not consumed, that are known to be right.</summary>
    public long Judged => _judged;

    /// <summary>The server comes upon the fault now, after all that was right.</summary>
    public void Tell() => Told = Fault;

    /// <summary>The server has agreed to speak another protocol: nothing is judged any more.</summary>
    public void ChangeProtocol() => _place = FramingPlace.OtherProtocol;

    /// <summary>The server has consumed so many bytes.</summary>
    public void Consume(long count)
    {
        _judged -= count;
        if (_judged < 0)
            throw new InvalidOperationException("The server read more of a request than is known to be right.");
    }

    /// <summary>
    /// Reads on, to the end of the request at most: what follows it is looked at only when the server asks for more, for it is
    /// no request where the server has changed the protocol.
    /// </summary>
    /// <param name="buffer">Everything that the server has not consumed.</param>
    /// <returns>How many bytes of it the server may see.</returns>
    public long Read(in ReadOnlySequence<byte> buffer)
    {
        if (Fault is not null)
            return _judged;
        if (_place == FramingPlace.End)
        {
            if (_judged > 0)
                return _judged;
            _place = FramingPlace.RequestLine;
            _head = default;
        }

        var reader = new SequenceReader<byte>(buffer);
        reader.Advance(_judged);
        while (!reader.End && Step(ref reader))
            _judged = reader.Consumed;

        return Fault is null && IsLineShown(buffer) ? buffer.Length : _judged;
    }

    // The server counts the bytes of heads that are too long, and the time of those that are too slow, so it sees lines that are
    // not yet whole. Of what stands before a chunk it would consume parts.
    private bool IsLineShown(in ReadOnlySequence<byte> buffer) => _place switch
    {
        FramingPlace.RequestLine => new SequenceReader<byte>(buffer.Slice(_judged)).TryPeek(out var first) && first != (byte)'\r',
        FramingPlace.Header or FramingPlace.Trailer => true,
        _ => false,
    };

    // False where the request ends, something is wrong, or more bytes are needed than there are.
    private bool Step(ref SequenceReader<byte> reader) => _place switch
    {
        FramingPlace.Body or FramingPlace.Chunk => ReadBody(ref reader),
        FramingPlace.End => false,
        _ => TryReadLine(ref reader, out var line) && TakeLine(line),
    };

    private bool ReadBody(ref SequenceReader<byte> reader)
    {
        var count = Math.Min(_left, reader.Remaining);
        reader.Advance(count);
        _left -= count;
        if (_left > 0)
            return true;
        if (_place == FramingPlace.Body)
        {
            _place = FramingPlace.End;
            return true;
        }

        if (count > 0)
            return true;
        if (reader.Remaining < 2)
            return reader.IsNext((byte)'\r') ? false : Fail(FramingFault.ChunkEnd);
        if (!reader.IsNext("\r\n"u8, advancePast: true))
            return Fail(FramingFault.ChunkEnd);

        _place = FramingPlace.ChunkLine;
        return true;
    }

    private bool TryReadLine(ref SequenceReader<byte> reader, out ReadOnlySpan<byte> line)
    {
        var isWhole = reader.TryReadToAny(out line, "\r\n"u8, advancePastDelimiter: false);
        if (_place == FramingPlace.ChunkLine && (isWhole ? line.Length : reader.Remaining) > ChunkLine.Longest)
            return Fail(FramingFault.ChunkLine);
        if (!isWhole)
            return false;
        if (!reader.IsNext((byte)'\r', advancePast: true))
            return Fail(LineEnd);

        return !reader.End && (reader.IsNext((byte)'\n', advancePast: true) || Fail(LineEnd));
    }

    private bool TakeLine(ReadOnlySpan<byte> line)
    {
        switch (_place)
        {
            // Some clients send a line end too many behind a body.
            case FramingPlace.RequestLine when line.IsEmpty:
                return true;

            case FramingPlace.RequestLine:
                return Go(_head.TakeRequestLine(line), FramingPlace.Header);

            case FramingPlace.Header when line.IsEmpty:
                _left = _head.Length;
                return Go(_head.TakeEnd(), _head.IsChunked ? FramingPlace.ChunkLine : _left > 0 ? FramingPlace.Body : FramingPlace.End);

            case FramingPlace.Header:
                return Go(_head.TakeHeader(line), FramingPlace.Header);

            case FramingPlace.ChunkLine:
                return Go(ChunkLine.Read(line, out _left), _left > 0 ? FramingPlace.Chunk : FramingPlace.Trailer);

            case FramingPlace.Trailer when line.IsEmpty:
                _place = FramingPlace.End;
                return true;

            default:
                return Go(HeadLines.TakeTrailer(line), FramingPlace.Trailer);
        }
    }

    private FramingFault LineEnd => _place == FramingPlace.ChunkLine ? FramingFault.ChunkLineEnd : FramingFault.LineEnd;

    private bool Go(FramingFault? fault, FramingPlace place)
    {
        if (fault is not null)
            return Fail(fault);

        _place = place;
        return true;
    }

    private bool Fail(FramingFault fault)
    {
        Fault = fault;
        return false;
    }
}
