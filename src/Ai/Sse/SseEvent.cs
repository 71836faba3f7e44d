using System.Buffers;

namespace FerroGate.Ai.Sse;

/// <summary>Reads the data of one server-sent event.</summary>
public static class SseEvent
{
    /// <summary>
    /// The event's data: a slice of it where it stands on one line, as it nearly always does, else its lines joined by LF
    /// in <paramref name="scratch"/>. Empty where the event has no data, such as a comment.
    /// </summary>
    public static ReadOnlySpan<byte> DataOf(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> scratch)
    {
        // A byte order mark may stand before the first event of a stream.
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        ReadOnlySpan<byte> first = default;
        var lines = 0;
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            var line = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
            if (!TryReadData(line, out var data))
            {
                continue;
            }

            lines++;
            if (lines == 1)
            {
                first = data;
                continue;
            }

            if (lines == 2)
            {
                scratch.ResetWrittenCount();
                scratch.Write(first);
            }

            scratch.Write("\n"u8);
            scratch.Write(data);
        }

        return lines < 2 ? first : scratch.WrittenSpan;
    }

    private static bool TryReadData(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (!line.StartsWith("data"u8))
        {
            return false;
        }

        line = line[4..];
        if (line.IsEmpty)
        {
            return true;
        }

        if (line[0] != (byte)':')
        {
            return false;
        }

        data = line[1..];
        if (!data.IsEmpty && data[0] == (byte)' ')
        {
            data = data[1..];
        }

        return true;
    }
}
