using System.Buffers;
using FerroGate.Ai.Sse;
using FerroGate.Server.Ai.Upstreams;

namespace FerroGate.Server.Ai.Relay;

/// <summary>Collects the bytes of a stream until they make whole events.</summary>
internal sealed class EventBuffer(long limit) : IDisposable
{
    // Thousands of streams of small events are held at once; one that fills what it is given gets more.
    private const int First = 4 * 1024;
    private const int Usual = 16 * 1024;
    private const int SmallestFree = 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(First);
    private bool _wasFilled;
    private SseSplitter _splitter;
    private int _start;
    private int _scanned;
    private int _end;

    /// <summary>What is left of the stream and is no whole event.</summary>
    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Where the next bytes of the stream go. Throws when a single event has grown over the limit.</summary>
    public Memory<byte> Free()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _scanned -= _start;
            _start = 0;
        }

        if (_end > limit)
        {
            throw new BodyTooLargeException(limit);
        }

        if (_bytes.Length - _end < SmallestFree || (_wasFilled && _bytes.Length < Usual))
        {
            var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            _bytes.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsMemory(_end);
    }

    /// <summary>So many bytes were put where <see cref="Free"/> said.</summary>
    public void Advance(int count)
    {
        _end += count;
        _wasFilled = _end == _bytes.Length;
    }

    /// <summary>The next whole event. The memory is good until the next call of <see cref="Free"/>.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> bytes)
    {
        var length = _splitter.FindEventEnd(_bytes.AsSpan(_scanned, _end - _scanned));
        if (length < 0)
        {
            _scanned = _end;
            bytes = default;
            return false;
        }

        _scanned += length;
        bytes = _bytes.AsMemory(_start, _scanned - _start);
        _start = _scanned;
        return true;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
