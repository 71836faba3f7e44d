using System.Buffers.Text;

namespace FerroGate.Server.Connections.Framing;

/// <summary>The line before a chunk: its size and extensions that nobody here knows (RFC 9112, section 7.1).</summary>
internal static class ChunkLine
{
    /// <summary>The most bytes of it; what is longer is no extension but an attack.</summary>
    public const int Longest = 4096;

    // More would not fit a number of 64 bits.
    private const int MostDigits = 15;

    /// <summary>Reads the size off a line without its end.</summary>
    public static FramingFault? Read(ReadOnlySpan<byte> line, out long size)
    {
        var semicolon = line.IndexOf((byte)';');
        var digits = semicolon < 0 ? line : line[..semicolon];
        return Utf8Parser.TryParse(digits, out size, out var read, 'x') && read == digits.Length && read <= MostDigits && size >= 0
            ? null
            : FramingFault.ChunkSize;
    }
}
