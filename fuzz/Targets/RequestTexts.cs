namespace FerroGate.Fuzz.Targets;

/// <summary>Streams of HTTP/1 requests, and pieces of them.</summary>
internal static class RequestTexts
{
    public static IReadOnlyList<string> Streams { get; } =
    [
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "\r\nGET /a HTTP/1.0\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\nX:\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
    ];

    public static IReadOnlyList<string> Words { get; } =
    [
        "\r", "\n", "\r\n", "\r\n\r\n", "\n\n", " ", "\t", ":", ";", ",", "\0", " HTTP/1.1", " HTTP/1.0", "Host: x\r\n", "Content-Length: 3\r\n",
        "Content-Length: +3\r\n", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: identity, chunked\r\n", "Connection: Upgrade\r\n", "chunked",
        "0\r\n\r\n", "3\r\nabc\r\n", "fffffffffffffff\r\n", "7fffffffffffffff", "GET / HTTP/1.1\r\nHost: y\r\n\r\n",
    ];
}
