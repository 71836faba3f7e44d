using System.Text;

namespace FerroGate.Server.Tests.Caddy;

/// <summary>A line of a Caddyfile and its block: as much structure as counting needs, and none of the product's own reader.</summary>
/// <param name="Words">The words of the line; none is the block of global options.</param>
/// <param name="Block">The lines of its block.</param>
internal sealed record CaddyStatement(IReadOnlyList<string> Words, IReadOnlyList<CaddyStatement> Block)
{
    /// <summary>The first word.</summary>
    public string Name => Words.Count > 0 ? Words[0] : "";

    public static IReadOnlyList<CaddyStatement> ReadAll(string text)
    {
        var lines = new Queue<IReadOnlyList<string>>(Lines(text));
        return [.. ReadBlock(lines)];
    }

    private static IEnumerable<CaddyStatement> ReadBlock(Queue<IReadOnlyList<string>> lines)
    {
        while (lines.TryDequeue(out var line) && line is not ["}"])
            yield return line[^1] == "{" ? new CaddyStatement([.. line.SkipLast(1)], [.. ReadBlock(lines)]) : new CaddyStatement(line, []);
    }

    private static IEnumerable<IReadOnlyList<string>> Lines(string text)
    {
        var line = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '\n' && line.Count > 0)
            {
                yield return line;
                line = [];
            }

            if (text[at] is '"' or '`')
                line.Add(Quoted(text, ref at));
            else if (text[at] == '#')
                at = text.IndexOf('\n', at);
            else if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '\n')
                at += 2;
            else if (char.IsWhiteSpace(text[at]))
                at++;
            else
                line.Add(Bare(text, ref at));
        }
    }

    private static string Bare(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
            at++;
        return text[start..at];
    }

    private static string Quoted(string text, ref int at)
    {
        var quote = text[at++];
        var word = new StringBuilder();
        for (; text[at] != quote; at++)
        {
            if (text[at] == '\\' && quote == '"' && text[at + 1] == '"')
                at++;
            word.Append(text[at]);
        }

        at++;
        return word.ToString();
    }
}
