namespace FerroGate.Server.Connections.Framing;

/// <summary>Why the bytes of a connection are no request that every server would read alike.</summary>
/// <param name="Status">What the client is answered.</param>
/// <param name="Message">A sentence for the person who wrote the client.</param>
internal sealed record FramingFault(int Status, string Message)
{
    public static readonly FramingFault LineEnd = Bad("Every line of a request's header ends with CR LF, and neither stands anywhere else in it.");
    public static readonly FramingFault ChunkLineEnd = Bad("Every line between the chunks of a body ends with CR LF, and neither stands anywhere else in it.");
    public static readonly FramingFault ChunkSize = Bad("The size of a chunk is a hexadecimal number.");
    public static readonly FramingFault ChunkLine = Bad("The line before a chunk is too long.");
    public static readonly FramingFault ChunkEnd = Bad("A chunk of the body does not end where its size says.");
    public static readonly FramingFault Trailer = Bad("'Host', 'Content-Length' and 'Transfer-Encoding' must not stand behind a body.");
    public static readonly FramingFault FoldedLine = Bad("A header line must not begin with white space: a value is one line.");
    public static readonly FramingFault HeaderName = Bad("A header line begins with a name, and a colon follows it at once.");
    public static readonly FramingFault SeveralLengths = Bad("There may be one 'Content-Length' only.");
    public static readonly FramingFault Length = Bad("'Content-Length' is one number of decimal digits.");
    public static readonly FramingFault LengthAndCoding = Bad("'Content-Length' and 'Transfer-Encoding' must not stand in one request.");
    public static readonly FramingFault SeveralCodings = Bad("There may be one 'Transfer-Encoding' only.");
    public static readonly FramingFault Coding = Bad("'Transfer-Encoding' of a request can be 'chunked' only.");
    public static readonly FramingFault CodingInHttp10 = Bad("HTTP/1.0 has no 'Transfer-Encoding'.");
    public static readonly FramingFault SeveralHosts = Bad("There may be one 'Host' only.");
    public static readonly FramingFault NoHost = Bad("A request of HTTP/1.1 says its 'Host'.");

    // RFC 9112, section 6.1: the body could be found, but not be read.
    public static readonly FramingFault CodingBelowChunks =
        new(StatusCodes.Status501NotImplemented, "'Transfer-Encoding' with compression is not supported; compress with 'Content-Encoding'.");

    public static readonly FramingFault Version =
        new(StatusCodes.Status505HttpVersionNotsupported, "A request line is a method, a target and 'HTTP/1.1' or 'HTTP/1.0'.");

    private static FramingFault Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
