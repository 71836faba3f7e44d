using System.Globalization;
using System.Text;

namespace FerroGate.Config.Text;

/// <summary>What changed between two texts, in the form of <c>diff -u</c>.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    // Above this, lines are not compared one with the other: a diff that nobody reads is not worth a table of gigabytes.
    private const long LargestTable = 4_000_000;

    /// <summary>The diff; empty where the texts are the same.</summary>
    public static string Of(string name, string before, string after)
    {
        if (before == after)
            return "";

        var text = new StringBuilder().Append("--- ").Append(name).Append("\n+++ ").Append(name).Append(" (formatted)\n");
        var steps = Steps(LinesOf(before), LinesOf(after));
        for (var at = steps.FindIndex(step => step.Mark != ' '); at >= 0;)
        {
            // A hunk goes on as long as the next change is near enough for both to share their context.
            var last = at;
            for (var i = at; i < steps.Count && i <= last + (2 * Context) + 1; i++)
            {
                if (steps[i].Mark != ' ')
                    last = i;
            }

            AppendHunk(text, steps, Math.Max(0, at - Context), Math.Min(steps.Count, last + Context + 1));
            at = steps.FindIndex(last + 1, step => step.Mark != ' ');
        }

        return text.ToString();
    }

    private static void AppendHunk(StringBuilder text, List<Step> steps, int from, int to)
    {
        var (before, after) = (0, 0);
        for (var i = 0; i < from; i++)
        {
            before += steps[i].Mark != '+' ? 1 : 0;
            after += steps[i].Mark != '-' ? 1 : 0;
        }

        var hunk = steps[from..to];
        var removed = hunk.Count(step => step.Mark != '+');
        var added = hunk.Count(step => step.Mark != '-');
        text.Append(
            CultureInfo.InvariantCulture,
            $"@@ -{before + (removed > 0 ? 1 : 0)},{removed} +{after + (added > 0 ? 1 : 0)},{added} @@\n");
        foreach (var (mark, line) in hunk)
        {
            text.Append(mark).Append(line);
            if (!line.EndsWith('\n'))
                text.Append("\n\\ No newline at end of file\n");
        }
    }

    private static List<Step> Steps(List<string> before, List<string> after)
    {
        var start = 0;
        while (start < before.Count && start < after.Count && before[start] == after[start])
            start++;

        var end = 0;
        while (end < before.Count - start && end < after.Count - start && before[^(end + 1)] == after[^(end + 1)])
            end++;

        var old = before[start..(before.Count - end)];
        var now = after[start..(after.Count - end)];
        return
        [
            .. before[..start].Select(line => new Step(' ', line)),
            .. (long)old.Count * now.Count <= LargestTable
                ? Compared(old, now)
                : [.. old.Select(line => new Step('-', line)), .. now.Select(line => new Step('+', line))],
            .. before[(before.Count - end)..].Select(line => new Step(' ', line)),
        ];
    }

    // The longest common subsequence, walked from the front.
    private static List<Step> Compared(List<string> before, List<string> after)
    {
        var common = new int[before.Count + 1, after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            for (var j = after.Count - 1; j >= 0; j--)
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var steps = new List<Step>();
        for (var (i, j) = (0, 0); i < before.Count || j < after.Count;)
        {
            if (i < before.Count && j < after.Count && before[i] == after[j])
            {
                steps.Add(new Step(' ', before[i++]));
                j++;
            }
            else if (j == after.Count || (i < before.Count && common[i + 1, j] >= common[i, j + 1]))
            {
                steps.Add(new Step('-', before[i++]));
            }
            else
            {
                steps.Add(new Step('+', after[j++]));
            }
        }

        return steps;
    }

    private static List<string> LinesOf(string text)
    {
        var lines = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at) is var found and >= 0 ? found + 1 : text.Length;
            lines.Add(text[at..end]);
            at = end;
        }

        return lines;
    }

    private readonly record struct Step(char Mark, string Line);
}
