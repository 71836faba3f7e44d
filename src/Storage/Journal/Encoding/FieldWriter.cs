namespace FerroGate.Storage.Journal.Encoding;

/// <summary>
/// Writes the fields of a record: a varint of number × 2 + form, then the value. Form 0 is a zigzag varint, form 1 a length
/// and bytes. What is <c>null</c> is not written, and a reader passes over numbers that it does not know, so fields can be
/// added later and are never renumbered.
/// </summary>
internal readonly struct FieldWriter(RecordBuffer buffer)
{
    public void Number(int field, long value)
    {
        Varint((uint)field << 1);
        Varint((ulong)((value << 1) ^ (value >> 63)));
    }

    public void Number(int field, long? value)
    {
        if (value is { } present)
            Number(field, present);
    }

    public void Moment(int field, DateTimeOffset value) => Number(field, UnixMicroseconds.Of(value));

    public void Flag(int field, bool value)
    {
        if (value)
            Number(field, 1);
    }

    public void Text(int field, string? value)
    {
        if (value is null)
            return;

        var length = System.Text.Encoding.UTF8.GetByteCount(value);
        Varint(((uint)field << 1) | 1);
        Varint((uint)length);
        System.Text.Encoding.UTF8.GetBytes(value, buffer.Take(length));
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((uint)field << 1) | 1);
        Varint((uint)value.Length);
        value.CopyTo(buffer.Take(value.Length));
    }

    public void Id(int field, Guid value)
    {
        Varint(((uint)field << 1) | 1);
        Varint(16);
        value.TryWriteBytes(buffer.Take(16), bigEndian: true, out _);
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            buffer.Take(1)[0] = (byte)(value | 0x80);
        buffer.Take(1)[0] = (byte)value;
    }
}
