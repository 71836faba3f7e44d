using System.Globalization;
using System.Text;

namespace FerroGate.Testing.Http;

/// <summary>A request that a test writes byte by byte, so that it can be as wrong as a client can be.</summary>
public sealed record Request(string Method, string Target)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>The body goes in chunks of so many bytes and without a length; 0 is a body with its length.</summary>
    public int ChunkSize { get; init; }

    public static Request Get(string target) => new("GET", target);

    public static Request Post(string target, string body) => Post(target, Encoding.UTF8.GetBytes(body));

    public static Request Post(string target, ReadOnlyMemory<byte> body) =>
        new Request("POST", target) { Body = body }.With("content-type", "application/json");

    /// <summary>A chat completion.</summary>
    public static Request Chat(string body) => Post("/v1/chat/completions", body);

    public Request With(string name, string value) => this with { Headers = [.. Headers, new(name, value)] };

    public Request Without(string name) =>
        this with { Headers = [.. Headers.Where(line => !line.Key.Equals(name, StringComparison.OrdinalIgnoreCase))] };

    /// <summary>Presents a key as <c>Authorization: Bearer</c>.</summary>
    public Request As(string key) => With("authorization", $"Bearer {key}");

    /// <summary>The head as it goes to a host, framing included unless the test gave its own.</summary>
    public byte[] HeadFor(Uri host)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Method} {Target} HTTP/1.1\r\n");
        if (!Names("host"))
            text.Append(CultureInfo.InvariantCulture, $"Host: {host.Authority}\r\n");
        foreach (var (name, value) in Headers)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (Body is { } body && !Names("content-length") && !Names("transfer-encoding"))
        {
            text.Append(ChunkSize > 0
                ? "Transfer-Encoding: chunked\r\n"
                : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n"));
        }

        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    /// <summary>The body as it goes over the wire.</summary>
    public byte[] FramedBody()
    {
        var body = Body ?? default;
        if (ChunkSize == 0)
            return body.ToArray();
        using var framed = new MemoryStream();
        for (var at = 0; at < body.Length; at += ChunkSize)
        {
            var chunk = body.Slice(at, Math.Min(ChunkSize, body.Length - at));
            framed.Write(Encoding.ASCII.GetBytes(chunk.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
            framed.Write(chunk.Span);
            framed.Write("\r\n"u8);
        }

        framed.Write("0\r\n\r\n"u8);
        return framed.ToArray();
    }

    private bool Names(string header) => Headers.Any(line => line.Key.Equals(header, StringComparison.OrdinalIgnoreCase));
}
