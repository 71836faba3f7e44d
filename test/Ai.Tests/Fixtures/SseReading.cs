using System.Buffers;
using System.Text;
using FerroGate.Ai.Sse;

namespace FerroGate.Ai.Tests.Fixtures;

/// <summary>Reads a stream of server-sent events in the chunks that it is given, as the relay does.</summary>
internal sealed class SseReading
{
    private readonly List<byte> _pending = [];
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private SseSplitter _splitter;

    /// <summary>The events so far, each with the bytes that end it.</summary>
    public List<byte[]> Events { get; } = [];

    /// <summary>The data of the events that have any.</summary>
    public List<string> Data { get; } = [];

    /// <summary>The same as bytes.</summary>
    public IEnumerable<byte[]> DataBytes => Data.Select(Encoding.UTF8.GetBytes);

    /// <summary>What is no whole event.</summary>
    public byte[] Rest => [.. _pending];

    public static SseReading Of(byte[] bytes, params int[] splits)
    {
        var reading = new SseReading();
        var start = 0;
        foreach (var split in splits.Append(bytes.Length))
        {
            reading.Add(bytes.AsSpan(start, split - start));
            start = split;
        }

        return reading;
    }

    private void Add(ReadOnlySpan<byte> chunk)
    {
        for (var end = _splitter.FindEventEnd(chunk); end >= 0; end = _splitter.FindEventEnd(chunk))
        {
            _pending.AddRange(chunk[..end]);
            chunk = chunk[end..];
            byte[] whole = [.. _pending];
            _pending.Clear();
            Events.Add(whole);
            var data = SseEvent.DataOf(whole, _scratch);
            if (!data.IsEmpty)
                Data.Add(Encoding.UTF8.GetString(data));
        }

        _pending.AddRange(chunk);
    }
}
