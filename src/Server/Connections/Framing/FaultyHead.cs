using System.Buffers;

namespace FerroGate.Server.Connections.Framing;

/// <summary>Makes of a head that is wrong one that the server can take, so that the client is answered and the log tells of it.</summary>
internal static class FaultyHead
{
    /// <summary>What was right of it, and then the end.</summary>
    /// <param name="received">The bytes from the first that the server has not consumed.</param>
    /// <param name="framing">Which of them are right.</param>
    public static byte[] Complete(in ReadOnlySequence<byte> received, RequestFraming framing)
    {
        var head = new ArrayBufferWriter<byte>();
        if (framing.HasRequestLine)
            head.Write(received.Slice(0, framing.Judged).ToArray());
        else
            WriteRequestLine(head, received.Slice(framing.Judged).ToArray());
        if (!framing.HasHost)
            head.Write("Host:\r\n"u8);

        // An empty body, whatever was said of it before: the server goes by chunks where there is a length as well.
        if (!framing.IsChunked)
            head.Write("Transfer-Encoding: chunked\r\n"u8);
        head.Write("Connection: close\r\n\r\n0\r\n\r\n"u8);
        return head.WrittenSpan.ToArray();
    }

    // As much of the line as can be shown.
    private static void WriteRequestLine(ArrayBufferWriter<byte> head, ReadOnlySpan<byte> line)
    {
        var methodEnd = Math.Max(0, line.IndexOfAnyExceptInRange((byte)'A', (byte)'Z'));
        var target = methodEnd < line.Length && line[methodEnd] == (byte)' ' ? line[(methodEnd + 1)..] : [];
        var targetEnd = target.IndexOfAnyExceptInRange((byte)'!', (byte)'~');
        target = target[..Math.Max(0, targetEnd)];
        head.Write(methodEnd > 0 ? line[..methodEnd] : "GET"u8);
        head.Write(" "u8);
        head.Write(target.StartsWith("/"u8) ? target : "/"u8);
        head.Write(" HTTP/1.1\r\n"u8);
    }
}
