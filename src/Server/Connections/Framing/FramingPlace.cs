namespace FerroGate.Server.Connections.Framing;

/// <summary>Where in a request the next byte stands.</summary>
internal enum FramingPlace
{
    /// <summary>Before or in the request line.</summary>
    RequestLine,

    /// <summary>In the header lines.</summary>
    Header,

    /// <summary>In a body whose length was said.</summary>
    Body,

    /// <summary>In the line before a chunk.</summary>
    ChunkLine,

    /// <summary>In a chunk, or in the line end behind it.</summary>
    Chunk,

    /// <summary>In the lines after the last chunk.</summary>
    Trailer,

    /// <summary>The request is whole; what follows is the next, or another protocol.</summary>
    End,

    /// <summary>The connection speaks another protocol now.</summary>
    OtherProtocol,
}
