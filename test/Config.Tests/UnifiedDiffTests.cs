using CsCheck;
using FerroGate.Config.Text;

namespace FerroGate.Config.Tests;

/// <summary>The diff that <c>fmt --diff</c> prints is one that <c>patch</c> takes.</summary>
public sealed class UnifiedDiffTests
{
    [Fact]
    public void Equal_texts_have_no_diff() => Assert.Equal("", UnifiedDiff.Of("f", "a\n", "a\n"));

    [Fact]
    public void Changes_that_are_far_apart_are_hunks_of_their_own()
    {
        var lines = Enumerable.Range(1, 20).Select(number => $"{number}\n").ToList();
        var changed = lines.Select(line => line is "2\n" or "19\n" ? "x\n" : line);

        Assert.Equal(
            "--- f\n+++ f (formatted)\n"
            + "@@ -1,5 +1,5 @@\n 1\n-2\n+x\n 3\n 4\n 5\n"
            + "@@ -16,5 +16,5 @@\n 16\n 17\n 18\n-19\n+x\n 20\n",
            UnifiedDiff.Of("f", string.Concat(lines), string.Concat(changed)));
    }

    [Fact]
    public void A_missing_end_of_the_last_line_is_told() =>
        Assert.Equal(
            "--- f\n+++ f (formatted)\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n", UnifiedDiff.Of("f", "a", "a\n"));

    [Fact]
    public void A_diff_applied_to_the_one_text_gives_the_other() =>
        Gen.Select(Texts, Texts).Sample((before, after) => Assert.Equal(after, Apply(before, UnifiedDiff.Of("f", before, after))), iter: 5_000);

    private static Gen<string> Texts { get; } =
        Gen.Select(Gen.Int[0, 4].Array[0, 30], Gen.Bool, (lines, isEnded) =>
            string.Join('\n', lines) + (isEnded && lines.Length > 0 ? "\n" : ""));

    private static string Apply(string before, string diff)
    {
        if (diff.Length == 0)
            return before;

        var old = before.Length == 0 ? [] : before.TrimEnd('\n').Split('\n');
        var (at, after, isEnded) = (0, new List<string>(), before.EndsWith('\n'));
        foreach (var line in diff.TrimEnd('\n').Split('\n').Skip(2))
        {
            if (line[0] == '@')
            {
                var range = line.Split(' ')[1].TrimStart('-').Split(',');
                var from = int.Parse(range[0], System.Globalization.CultureInfo.InvariantCulture) - (range[1] == "0" ? 0 : 1);
                while (at < from)
                    after.Add(old[at++]);
            }
            else if (line[0] == '\\')
            {
                continue;
            }
            else if (line[0] == '+')
            {
                after.Add(line[1..]);
            }
            else
            {
                Assert.Equal(old[at++], line[1..]);
                if (line[0] == ' ')
                    after.Add(line[1..]);
            }
        }

        after.AddRange(old[at..]);
        isEnded = diff.Contains("\\ No newline", StringComparison.Ordinal) ? !EndsWithout(diff) : isEnded || before.Length == 0;
        return string.Join('\n', after) + (isEnded && after.Count > 0 ? "\n" : "");
    }

    // The mark belongs to the line above it: to the new text where that line is added or kept.
    private static bool EndsWithout(string diff)
    {
        var lines = diff.Split('\n');
        return lines.Index().Any(line => line.Item.StartsWith('\\') && lines[line.Index - 1][0] != '-');
    }
}
