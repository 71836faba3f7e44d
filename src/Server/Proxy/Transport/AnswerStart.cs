using System.Buffers.Text;

namespace FerroGate.Server.Proxy.Transport;

/// <summary>What the first bytes of an answer over HTTP/1.1 say; interim answers are passed over.</summary>
/// <param name="HasBegun">There is something of the final answer.</param>
/// <param name="Status">Its status; 0 where its first line is not whole, or none.</param>
/// <param name="LineEnd">Where its header lines begin.</param>
internal readonly record struct AnswerStart(bool HasBegun, int Status, int LineEnd)
{
    private const int FirstFinalStatus = 200;
    private const int StatusAt = 9;

    public static AnswerStart Read(ReadOnlySpan<byte> bytes)
    {
        var start = 0;
        while (start < bytes.Length)
        {
            var rest = bytes[start..];

            // The runtime's client takes a line that ends without CR, too (RFC 9112, section 2.2).
            var lineEnd = rest.IndexOf((byte)'\n');
            if (lineEnd < StatusAt || !rest.StartsWith("HTTP/1."u8) || !Utf8Parser.TryParse(rest[StatusAt..lineEnd], out int status, out _))
                return new(HasBegun: true, 0, 0);
            if (status >= FirstFinalStatus)
                return new(HasBegun: true, status, start + lineEnd + 1);

            var end = rest.IndexOf("\r\n\r\n"u8);
            if (end < 0)
                return new(HasBegun: true, 0, 0);

            start += end + 4;
        }

        return default;
    }
}
