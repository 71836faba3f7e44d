using System.Globalization;
using System.Text;

namespace FerroGate.Server.Tests.Connections.Framing;

/// <summary>Requests one behind the other, made by chance: right ones, and such in which one byte went wrong.</summary>
internal static class FramedStreams
{
    private static readonly string[] Lines =
        ["X: y", "X:", "x-long: " + new string('v', 300), "Connection: keep-alive, Upgrade", "Expect: 100-continue", "Accept: a\tb, c"];

    private static readonly string[] Mistakes = ["\r", "\n", "\n\n", " ", ":", "+", "\0", "\r\n", "Host: x\r\n", "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "0", ";"];

    /// <summary>Requests that every server reads alike.</summary>
    public static byte[] Right(Random random)
    {
        var text = new StringBuilder();
        for (var request = random.Next(1, 6); request > 0; request--)
            Write(text, random);
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>The same with a few mistakes, that may be none.</summary>
    public static byte[] Doubtful(Random random)
    {
        var text = new StringBuilder(Encoding.Latin1.GetString(Right(random)));
        for (var mistake = random.Next(1, 4); mistake > 0; mistake--)
        {
            var at = random.Next(text.Length);
            if (random.Next(2) == 0)
                text.Remove(at, Math.Min(random.Next(1, 3), text.Length - at));
            text.Insert(Math.Min(at, text.Length), Mistakes[random.Next(Mistakes.Length)]);
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, Random random)
    {
        if (random.Next(4) == 0)
            text.Append("\r\n");
        var isOld = random.Next(5) == 0;
        text.Append(CultureInfo.InvariantCulture, $"POST /{random.Next()}?a=b HTTP/1.{(isOld ? 0 : 1)}\r\n");
        for (var line = random.Next(4); line > 0; line--)
            text.Append(Lines[random.Next(Lines.Length)]).Append("\r\n");
        if (!isOld || random.Next(2) == 0)
            text.Append("hOsT:\t x \r\n");
        var body = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => "0a\r\nGET / HTTP/1.1"[random.Next(18)]));
        switch (random.Next(isOld ? 2 : 3))
        {
            case 0:
                text.Append("\r\n");
                break;
            case 1:
                text.Append(CultureInfo.InvariantCulture, $"content-length: 00{body.Length}\r\n\r\n{body}");
                break;
            default:
                text.Append("Transfer-Encoding: chunKed\t\r\n\r\n");
                WriteChunks(text, random, body);
                break;
        }
    }

    private static void WriteChunks(StringBuilder text, Random random, string body)
    {
        for (var at = 0; at < body.Length;)
        {
            var size = Math.Min(random.Next(1, 20), body.Length - at);
            text.Append(CultureInfo.InvariantCulture, $"0{size:X}{(random.Next(3) == 0 ? ";a=\"b\"" : "")}\r\n{body.AsSpan(at, size)}\r\n");
            at += size;
        }

        text.Append(random.Next(2) == 0 ? "0\r\n\r\n" : "00;x\r\nTrailer: y\r\nZ:\r\n\r\n");
    }
}
