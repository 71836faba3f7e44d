using System.Globalization;
using System.Text;

namespace FerroGate.Config.Patterns;

/// <summary>How .NET writes what matches one code point of <see cref="EncodedText"/>.</summary>
internal static class DotNetText
{
    private const string Nothing = @"[^\s\S]";
    private const int AsciiMax = 0x7F;

    /// <summary>A literal. A newline is <see cref="EncodedText.Newline"/> here, as it is in sets.</summary>
    public static void AppendLiteral(StringBuilder pattern, int codePoint)
    {
        if (codePoint > AsciiMax)
            EncodedText.Append(pattern, codePoint);
        else
            AppendAscii(pattern, (char)codePoint);
    }

    /// <summary>Writes a set as one atom: a class, or a group of what its members begin with and go on with.</summary>
    public static void AppendSet(StringBuilder pattern, CodePointSet set)
    {
        var ascii = AsciiOf(set);
        var pairs = PairsOf(set);
        if (pairs.Count == 0)
        {
            pattern.Append(ascii.Length > 0 ? $"[{ascii}]" : Nothing);
            return;
        }

        pattern.Append("(?:");
        if (ascii.Length > 0)
            pattern.Append(CultureInfo.InvariantCulture, $"[{ascii}]|");
        pattern.AppendJoin('|', pairs.Select(pair => $"[{pair.Highs}][{pair.Lows}]")).Append(')');
    }

    private static string AsciiOf(CodePointSet set)
    {
        var text = new StringBuilder();
        foreach (var (first, last) in set.Ranges.TakeWhile(range => range.First <= AsciiMax))
        {
            if (first > '\n' || last < '\n')
            {
                AppendAsciiRange(text, first, Math.Min(last, AsciiMax));
                continue;
            }

            AppendAsciiRange(text, first, '\n' - 1);
            text.Append(EncodedText.Newline);
            AppendAsciiRange(text, '\n' + 1, Math.Min(last, AsciiMax));
        }

        return text.ToString();
    }

    // First characters that are followed by the same ones share an alternative, so that '.' is one and not a thousand.
    private static List<(string Highs, string Lows)> PairsOf(CodePointSet set)
    {
        var lowsOfHigh = new SortedDictionary<int, StringBuilder>();
        foreach (var range in set.Ranges.Where(range => range.Last > AsciiMax))
        {
            // ASCII is never encoded, so what stands before U+0080 in its block may count as if it were in the set.
            var start = range.First <= AsciiMax + 1 ? 0 : range.First;
            for (var at = start; at <= range.Last; at = (at / EncodedText.LowCount + 1) * EncodedText.LowCount)
            {
                var high = at / EncodedText.LowCount;
                var last = Math.Min(range.Last, ((high + 1) * EncodedText.LowCount) - 1);
                if (!lowsOfHigh.TryGetValue(high, out var lows))
                    lowsOfHigh[high] = lows = new StringBuilder();
                AppendRange(lows, EncodedText.Low(at % EncodedText.LowCount), EncodedText.Low(last % EncodedText.LowCount));
            }
        }

        return [.. lowsOfHigh.GroupBy(high => high.Value.ToString(), high => high.Key).Select(group => (HighsOf(group), group.Key))];
    }

    private static string HighsOf(IEnumerable<int> highs)
    {
        var text = new StringBuilder();
        foreach (var (first, last) in CodePointSet.Of(highs.Select(high => (high, high))).Ranges)
            AppendRange(text, EncodedText.High(first), EncodedText.High(last));
        return text.ToString();
    }

    private static void AppendAsciiRange(StringBuilder text, int first, int last)
    {
        if (first > last)
            return;

        AppendAscii(text, (char)first);
        if (last > first)
            AppendAscii(text.Append('-'), (char)last);
    }

    private static void AppendRange(StringBuilder text, char first, char last)
    {
        text.Append(first);
        if (last > first)
            text.Append('-').Append(last);
    }

    private static void AppendAscii(StringBuilder text, char character)
    {
        if (character == '\n')
            text.Append(EncodedText.Newline);
        else if (char.IsAsciiLetterOrDigit(character) || character is '/' or '_' or '%' or '&' or '=' or ':' or ';' or ',' or '~' or '@')
            text.Append(character);
        else
            text.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}");
    }
}
