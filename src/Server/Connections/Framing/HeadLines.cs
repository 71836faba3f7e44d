using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace FerroGate.Server.Connections.Framing;

/// <summary>
/// What the lines of a request's head say about its framing, one line after the other (RFC 9112, sections 2.2, 5 and 6). Where
/// the server behind is as strict itself (methods, targets, values), nothing is looked at twice.
/// </summary>
internal struct HeadLines
{
    private const int LongestLength = 18;

    private static readonly SearchValues<byte> TokenBytes =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private bool _isHttp11;
    private bool _hasLength;
    private List<string>? _connectionLines;

    private static ReadOnlySpan<byte> Host => "host"u8;

    private static ReadOnlySpan<byte> Connection => "connection"u8;

    private static ReadOnlySpan<byte> ContentLength => "content-length"u8;

    private static ReadOnlySpan<byte> TransferEncoding => "transfer-encoding"u8;

    /// <summary>The length of the body, where it is not chunked.</summary>
    public long Length { get; private set; }

    /// <summary>The body comes in chunks.</summary>
    public bool IsChunked { get; private set; }

    /// <summary>The lines of <c>Connection</c> that name several things, for of some of them the server shows only one.</summary>
    public readonly IReadOnlyList<string> ConnectionLines => _connectionLines ?? [];

    /// <summary>There is a <c>Host</c>.</summary>
    public bool HasHost { get; private set; }

    /// <summary>Takes the request line, without its end.</summary>
    public FramingFault? TakeRequestLine(ReadOnlySpan<byte> line)
    {
        _isHttp11 = line.EndsWith(" HTTP/1.1"u8);
        return _isHttp11 || line.EndsWith(" HTTP/1.0"u8) ? null : FramingFault.Version;
    }

    /// <summary>Takes a header line, without its end.</summary>
    public FramingFault? TakeHeader(ReadOnlySpan<byte> line)
    {
        if (FindName(line, out var nameEnd) is { } fault)
            return fault;

        var name = line[..nameEnd];
        return nameEnd switch
        {
            4 when Ascii.EqualsIgnoreCase(name, Host) => TakeHost(),
            10 when Ascii.EqualsIgnoreCase(name, Connection) => TakeConnection(line[(nameEnd + 1)..]),
            14 when Ascii.EqualsIgnoreCase(name, ContentLength) => TakeLength(Trim(line[(nameEnd + 1)..])),
            17 when Ascii.EqualsIgnoreCase(name, TransferEncoding) => TakeCoding(Trim(line[(nameEnd + 1)..])),
            _ => null,
        };
    }

    /// <summary>Takes a line after the last chunk: it is too late there to say where a body ends (RFC 9110, section 6.5.1).</summary>
    public static FramingFault? TakeTrailer(ReadOnlySpan<byte> line)
    {
        if (FindName(line, out var nameEnd) is { } fault)
            return fault;

        var name = line[..nameEnd];
        return Ascii.EqualsIgnoreCase(name, Host) || Ascii.EqualsIgnoreCase(name, ContentLength) || Ascii.EqualsIgnoreCase(name, TransferEncoding)
            ? FramingFault.Trailer
            : null;
    }

    /// <summary>Takes the empty line after the last.</summary>
    public readonly FramingFault? TakeEnd() => _isHttp11 && !HasHost ? FramingFault.NoHost : null;

    private static FramingFault? FindName(ReadOnlySpan<byte> line, out int end)
    {
        end = line.IndexOfAnyExcept(TokenBytes);
        if (end > 0 && line[end] == (byte)':')
            return null;

        return line[0] is (byte)' ' or (byte)'\t' ? FramingFault.FoldedLine : FramingFault.HeaderName;
    }

    private FramingFault? TakeConnection(ReadOnlySpan<byte> value)
    {
        if (value.Contains((byte)','))
            (_connectionLines ??= []).Add(Encoding.Latin1.GetString(value));

        return null;
    }

    private FramingFault? TakeHost()
    {
        if (HasHost)
            return FramingFault.SeveralHosts;

        HasHost = true;
        return null;
    }

    private FramingFault? TakeLength(ReadOnlySpan<byte> value)
    {
        if (IsChunked)
            return FramingFault.LengthAndCoding;
        if (_hasLength)
            return FramingFault.SeveralLengths;

        // The parser takes signs, which no grammar of HTTP knows.
        if (value.IsEmpty || value.Length > LongestLength || value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !Utf8Parser.TryParse(value, out long length, out _))
        {
            return FramingFault.Length;
        }

        _hasLength = true;
        Length = length;
        return null;
    }

    private FramingFault? TakeCoding(ReadOnlySpan<byte> value)
    {
        if (!_isHttp11)
            return FramingFault.CodingInHttp10;
        if (_hasLength)
            return FramingFault.LengthAndCoding;
        if (IsChunked)
            return FramingFault.SeveralCodings;
        if (!Ascii.EqualsIgnoreCase(value, "chunked"u8))
            return IsCompressedInChunks(value) ? FramingFault.CodingBelowChunks : FramingFault.Coding;

        IsChunked = true;
        return null;
    }

    private static bool IsCompressedInChunks(ReadOnlySpan<byte> value)
    {
        var comma = value.LastIndexOf((byte)',');
        return comma > 0
            && Ascii.EqualsIgnoreCase(Trim(value[(comma + 1)..]), "chunked"u8)
            && (Ascii.EqualsIgnoreCase(Trim(value[..comma]), "gzip"u8) || Ascii.EqualsIgnoreCase(Trim(value[..comma]), "deflate"u8));
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) => value.Trim(" \t"u8);
}
