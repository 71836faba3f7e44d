namespace FerroGate.Storage.Journal.Encoding;

/// <summary>Reads what <see cref="FieldWriter"/> wrote, field by field.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;
    private ReadOnlySpan<byte> _bytes;
    private long _number;

    public readonly long Number => _number;

    public readonly DateTimeOffset Moment => UnixMicroseconds.ToMoment(_number);

    public readonly ReadOnlySpan<byte> Bytes => _bytes;

    public readonly string Text => System.Text.Encoding.UTF8.GetString(_bytes);

    public readonly Guid Id => new(_bytes, bigEndian: true);

    /// <summary>Goes to the next field; <c>false</c> at the end.</summary>
    public bool TryNext(out int field)
    {
        field = 0;
        if (_rest.IsEmpty)
            return false;

        var tag = Varint();
        field = (int)(tag >> 1);
        if ((tag & 1) == 0)
        {
            var zigzag = Varint();
            _number = (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
            return true;
        }

        var length = Varint();
        if (length > (ulong)_rest.Length)
            throw new InvalidDataException("A field of a journal record is longer than the record.");
        _bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_rest.IsEmpty)
                break;
            var b = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }

        throw new InvalidDataException("A number in a journal record does not end.");
    }
}
