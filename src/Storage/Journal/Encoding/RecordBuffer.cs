namespace FerroGate.Storage.Journal.Encoding;

/// <summary>The growing buffer in which a group of records is put together before it is written in one go.</summary>
/// <param name="capacity">How many bytes there will likely be.</param>
internal sealed class RecordBuffer(int capacity = 4096)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public Span<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Adds <paramref name="count"/> bytes for the caller to fill; the span is good until the next call.</summary>
    public Span<byte> Take(int count)
    {
        if (_bytes.Length - Length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        var span = _bytes.AsSpan(Length, count);
        Length += count;
        return span;
    }

    public void Clear() => Length = 0;
}
