using System.Buffers;
using System.Text.Json;

namespace FerroGate.Ai.Counting;

/// <summary>
/// What a model wrote, measured and kept in pooled memory until it is known whether its provider tells what it cost. Of a long text the
/// beginning is kept, and stands for the rest.
/// </summary>
/// <param name="keeps">It can be counted, so it is kept; else it is only measured.</param>
public sealed class KeptText(bool keeps)
{
    /// <summary>That many bytes are kept.</summary>
    public const int Most = 64 * 1024;

    private byte[] _bytes = [];
    private int _length;
    private bool _isClosed = !keeps;

    /// <summary>Its bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Calls of tools in it.</summary>
    public int Calls { get; private set; }

    /// <summary>Adds the string that the reader stands on.</summary>
    /// <param name="reader">Stands on it.</param>
    /// <param name="isName">It is the name of a tool that is called.</param>
    internal void Add(in Utf8JsonReader reader, bool isName)
    {
        var written = reader.ValueSpan.Length;
        Calls += isName && written > 0 ? 1 : 0;
        Bytes += written;
        if (_isClosed || written == 0 || Most - _length < written)
        {
            return;
        }

        Grow(_length + written);
        if (!reader.ValueIsEscaped)
        {
            reader.ValueSpan.CopyTo(_bytes.AsSpan(_length));
            _length += written;
            return;
        }

        try
        {
            var copied = reader.CopyString(_bytes.AsSpan(_length));
            (_length, Bytes) = (_length + copied, Bytes - written + copied);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: this piece only counts by its length.
        }
    }

    /// <summary>Its tokens; of what is longer than is kept, as many as its beginning has for its length.</summary>
    public long Count(TextEncoding encoding)
    {
        if (_length == 0)
        {
            return (Bytes + 3) / 4;
        }

        var kept = encoding.Count(_bytes.AsSpan(0, _length));
        return (long)((Int128)kept * Bytes / _length);
    }

    /// <summary>Nobody has to count it any more; what comes later is not kept.</summary>
    public void Close()
    {
        _isClosed = true;
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }

        _length = 0;
    }

    private void Grow(int needed)
    {
        if (needed <= _bytes.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(1_024, _bytes.Length * 2)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
