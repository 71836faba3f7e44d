using System.Globalization;

namespace FerroGate.Config.Patterns;

/// <summary>The classes that <c>\p{…}</c> names: general categories and scripts.</summary>
internal static class UnicodeClasses
{
    private static readonly Dictionary<UnicodeCategory, string> CategoryNames = new()
    {
        [UnicodeCategory.UppercaseLetter] = "Lu",
        [UnicodeCategory.LowercaseLetter] = "Ll",
        [UnicodeCategory.TitlecaseLetter] = "Lt",
        [UnicodeCategory.ModifierLetter] = "Lm",
        [UnicodeCategory.OtherLetter] = "Lo",
        [UnicodeCategory.NonSpacingMark] = "Mn",
        [UnicodeCategory.SpacingCombiningMark] = "Mc",
        [UnicodeCategory.EnclosingMark] = "Me",
        [UnicodeCategory.DecimalDigitNumber] = "Nd",
        [UnicodeCategory.LetterNumber] = "Nl",
        [UnicodeCategory.OtherNumber] = "No",
        [UnicodeCategory.SpaceSeparator] = "Zs",
        [UnicodeCategory.LineSeparator] = "Zl",
        [UnicodeCategory.ParagraphSeparator] = "Zp",
        [UnicodeCategory.Control] = "Cc",
        [UnicodeCategory.Format] = "Cf",
        [UnicodeCategory.Surrogate] = "Cs",
        [UnicodeCategory.PrivateUse] = "Co",
        [UnicodeCategory.ConnectorPunctuation] = "Pc",
        [UnicodeCategory.DashPunctuation] = "Pd",
        [UnicodeCategory.OpenPunctuation] = "Ps",
        [UnicodeCategory.ClosePunctuation] = "Pe",
        [UnicodeCategory.InitialQuotePunctuation] = "Pi",
        [UnicodeCategory.FinalQuotePunctuation] = "Pf",
        [UnicodeCategory.OtherPunctuation] = "Po",
        [UnicodeCategory.MathSymbol] = "Sm",
        [UnicodeCategory.CurrencySymbol] = "Sc",
        [UnicodeCategory.ModifierSymbol] = "Sk",
        [UnicodeCategory.OtherSymbol] = "So",
    };

    private static readonly Lazy<Dictionary<string, CodePointSet>> Classes = new(Load);

    public static IEnumerable<string> Names => Classes.Value.Keys;

    /// <summary>The class of that name (<c>L</c>, <c>Lu</c>, <c>Greek</c>, <c>Any</c>), as it is written; null if there is none.</summary>
    public static CodePointSet? Find(string name) => Classes.Value.GetValueOrDefault(name);

    private static Dictionary<string, CodePointSet> Load()
    {
        var categories = Categories();
        var classes = Scripts();
        foreach (var (name, set) in categories)
            classes.Add(name, set);
        foreach (var group in categories.GroupBy(category => category.Key[..1]).ToList())
            classes.Add(group.Key, CodePointSet.Union(group.Select(category => category.Value)));

        // Unassigned code points are Cn and in Go not among C; the names from here on are Go 1.25's.
        var assigned = CodePointSet.Union(categories.Values);
        classes.Add("Any", CodePointSet.All);
        classes.Add("ASCII", CodePointSet.Of((0, 0x7F)));
        classes.Add("Assigned", assigned);
        classes.Add("Cn", assigned.Negated());
        classes.Add("LC", CodePointSet.Union([categories["Lu"], categories["Ll"], categories["Lt"]]));
        return classes;
    }

    private static Dictionary<string, CodePointSet> Categories()
    {
        var ranges = CategoryNames.ToDictionary(category => category.Key, _ => new List<(int, int)>());
        var start = 0;
        var current = CharUnicodeInfo.GetUnicodeCategory(0);
        for (var codePoint = 1; codePoint <= CodePointSet.MaxCodePoint + 1; codePoint++)
        {
            var category = codePoint > CodePointSet.MaxCodePoint
                ? UnicodeCategory.OtherNotAssigned
                : CharUnicodeInfo.GetUnicodeCategory(codePoint);
            if (category == current && codePoint <= CodePointSet.MaxCodePoint)
                continue;

            if (ranges.TryGetValue(current, out var found))
                found.Add((start, codePoint - 1));
            start = codePoint;
            current = category;
        }

        return ranges.ToDictionary(category => CategoryNames[category.Key], category => CodePointSet.Of(category.Value));
    }

    private static Dictionary<string, CodePointSet> Scripts()
    {
        using var stream = typeof(UnicodeClasses).Assembly.GetManifestResourceStream("FerroGate.Config.Patterns.Scripts.txt")!;
        using var reader = new StreamReader(stream);
        var scripts = new Dictionary<string, CodePointSet>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;

            var words = line.Split(' ');
            scripts.Add(words[0], CodePointSet.Of(words.Skip(1).Select(RangeOf)));
        }

        return scripts;
    }

    private static (int First, int Last) RangeOf(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (Hex(text), Hex(text)) : (Hex(text[..dash]), Hex(text[(dash + 1)..]));
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
