using System.Globalization;
using System.Text;

namespace FerroGate.Testing.Provider;

/// <summary>
/// What the provider answers to one request, byte for byte: each method gives a changed copy, so a reply can be kept and
/// varied.
/// </summary>
public sealed record Reply
{
    public required int Status { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Not even a status line is sent.</summary>
    public bool Headless { get; init; }

    /// <summary>The body goes in chunks; otherwise with its length.</summary>
    public bool Chunked { get; init; }

    /// <summary>Offsets in the body at which a new write (and a new chunk) begins.</summary>
    public IReadOnlyList<int> Boundaries { get; init; } = [];

    /// <summary>Where the provider stands still: an offset in the body, or -1 for before the head.</summary>
    public IReadOnlyList<KeyValuePair<int, Gate>> Gates { get; init; } = [];

    public ReplyEnd End { get; init; }

    /// <summary>No more than so many bytes of the body are written.</summary>
    public int Stop { get; init; } = int.MaxValue;

    /// <summary>The request's body is read before the answer.</summary>
    public bool ReadsBody { get; init; } = true;

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    public static Reply Json(string body, int status = 200) => new Reply { Status = status, Body = Encoding.UTF8.GetBytes(body) }
        .With("content-type", "application/json");

    public static Reply Sse(string text) => Sse(Encoding.UTF8.GetBytes(text));

    public static Reply Sse(ReadOnlyMemory<byte> text) => new Reply { Status = 200, Body = text, Chunked = true }
        .With("content-type", "text/event-stream; charset=utf-8");

    /// <summary>An error in the shape of OpenAI's.</summary>
    public static Reply Error(int status, string message, string code = "scripted") =>
        Json($$$"""{"error":{"message":"{{{message}}}","type":"invalid_request_error","param":null,"code":"{{{code}}}"}}""", status);

    /// <summary>Sends these bytes where a status line should be, and closes the connection.</summary>
    public static Reply Garbage(string bytes) =>
        new() { Status = 0, Body = Encoding.Latin1.GetBytes(bytes), Headless = true, End = ReplyEnd.Cut };

    /// <summary>Resets the connection instead of an answer.</summary>
    public static Reply Dead() => new() { Status = 0, Body = default, Headless = true, End = ReplyEnd.Reset };

    public Reply With(string name, string value) => this with { Headers = [.. Headers, new(name, value)] };

    /// <summary>Writes the body in the parts that begin at these offsets.</summary>
    public Reply SplitAt(params IEnumerable<int> offsets) => this with { Boundaries = [.. offsets] };

    /// <summary>Writes every byte by itself.</summary>
    public Reply SplitEverywhere() => SplitAt(Enumerable.Range(0, Body.Length));

    /// <summary>Writes the body in parts that begin at random places.</summary>
    public Reply SplitRandomly(Random random, int parts) =>
        SplitAt(Enumerable.Range(0, parts).Select(_ => random.Next(Body.Length)).Order().Distinct());

    /// <summary>Stands still before the status line.</summary>
    public Reply HoldHead(Gate gate) => Hold(-1, gate);

    /// <summary>Stands still when so many bytes of the body are written.</summary>
    public Reply HoldAt(int offset, Gate gate) => Hold(offset, gate);

    /// <summary>Stands still right after the first place where the body says this.</summary>
    public Reply HoldAfter(string text, Gate gate)
    {
        var needle = Encoding.UTF8.GetBytes(text);
        var at = Body.Span.IndexOf(needle);
        return at < 0 ? throw new ArgumentException($"The body does not say \"{text}\"", nameof(text)) : Hold(at + needle.Length, gate);
    }

    /// <summary>Ends the script after so many bytes of the body, although the head promised all of it.</summary>
    public Reply StopAt(int offset) => this with { Stop = offset };

    public Reply ThenCut() => this with { End = ReplyEnd.Cut };

    public Reply ThenReset() => this with { End = ReplyEnd.Reset };

    /// <summary>Answers at once, with the request's body unread.</summary>
    public Reply WithoutReadingBody() => this with { ReadsBody = false };

    /// <summary>The head as it goes over the wire.</summary>
    internal byte[] HeadBytes()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} Scripted\r\n");
        foreach (var (name, value) in Headers)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        text.Append(Chunked
            ? "transfer-encoding: chunked\r\n"
            : string.Create(CultureInfo.InvariantCulture, $"content-length: {Body.Length}\r\n"));
        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    private Reply Hold(int offset, Gate gate) => this with { Gates = [.. Gates, new(offset, gate)] };
}
