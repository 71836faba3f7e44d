namespace FerroGate.Config.Text;

/// <summary>Finds the name that somebody probably meant.</summary>
public static class NearestName
{
    private const int LongestName = 64;

    /// <summary>The hint <c>did you mean `x`?</c>, or <c>null</c> where nothing is near.</summary>
    public static string? Hint(string written, IEnumerable<string> known) =>
        Of(written, known) is { } name ? $"did you mean `{name}`?" : null;

    /// <summary>The same, or else the list of all names where that is short enough to read.</summary>
    public static string? HintOrList(string written, IReadOnlyCollection<string> known) =>
        Hint(written, known) ?? (known.Count is > 0 and <= 12 ? $"known here: {string.Join(", ", known)}" : null);

    /// <summary>The name itself, or <c>null</c> where nothing is near.</summary>
    public static string? Of(string written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > LongestName)
            return null;

        // A third of the letters may be wrong; in short names one may, but not the only two.
        var limit = Math.Max(1, written.Length / 3);
        return known
            .Where(name => Math.Abs(name.Length - written.Length) <= limit)
            .Select(name => (name, distance: Distance(written, name)))
            .Where(candidate => candidate.distance <= limit && candidate.distance < candidate.name.Length)
            .OrderBy(candidate => candidate.distance)
            .ThenBy(candidate => candidate.name, StringComparer.Ordinal)
            .Select(candidate => candidate.name)
            .FirstOrDefault();
    }

    // Damerau-Levenshtein (adjacent letters exchanged count once), letters compared without case. Three rows are enough, and
    // they live on the stack: a file can be wrong in very many lines.
    private static int Distance(string left, string right)
    {
        var width = right.Length + 1;
        Span<int> rows = stackalloc int[3 * width];
        var beforeLast = rows[..width];
        var last = rows[width..(2 * width)];
        var row = rows[(2 * width)..];
        for (var j = 0; j < width; j++)
            last[j] = j;

        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j < width; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }

            var free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }

        return last[width - 1];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
