namespace FerroGate.Ai.Sse;

/// <summary>
/// Finds where events end in a byte stream of server-sent events (WHATWG HTML, 9.2), whatever the chunks it arrives in:
/// line ends may be LF, CR or CRLF, and an event ends with an empty line.
/// </summary>
public struct SseSplitter
{
    private bool _lineIsEmpty;
    private bool _afterCarriageReturn;
    private bool _started;
    private bool _endedOnCarriageReturn;

    /// <summary>
    /// Reads on from <paramref name="bytes"/>. Gives the number of bytes up to and including the end of the current event,
    /// or -1 when it ends in bytes that are yet to come.
    /// </summary>
    /// <remarks>
    /// A CRLF whose LF comes in a later chunk belongs to an event that was already given: such an LF is then given as an
    /// event of its own that holds nothing.
    /// </remarks>
    public int FindEventEnd(ReadOnlySpan<byte> bytes)
    {
        if (!_started)
        {
            _started = true;
            _lineIsEmpty = true;
        }

        if (_endedOnCarriageReturn && bytes.Length > 0)
        {
            _endedOnCarriageReturn = _afterCarriageReturn = false;
            if (bytes[0] == (byte)'\n')
            {
                return 1;
            }
        }

        var position = 0;
        while (position < bytes.Length)
        {
            var current = bytes[position];
            if (_afterCarriageReturn)
            {
                _afterCarriageReturn = false;
                if (current == (byte)'\n')
                {
                    position++;
                    continue;
                }
            }

            if (current is (byte)'\n' or (byte)'\r')
            {
                position++;
                _afterCarriageReturn = current == (byte)'\r';
                if (_lineIsEmpty)
                {
                    // Take the LF of a CRLF along if it is there.
                    if (_afterCarriageReturn && position < bytes.Length && bytes[position] == (byte)'\n')
                    {
                        _afterCarriageReturn = false;
                        position++;
                    }

                    _endedOnCarriageReturn = _afterCarriageReturn;
                    return position;
                }

                _lineIsEmpty = true;
                continue;
            }

            _lineIsEmpty = false;
            var rest = bytes[position..].IndexOfAny((byte)'\n', (byte)'\r');
            if (rest < 0)
            {
                return -1;
            }

            position += rest;
        }

        return -1;
    }
}
