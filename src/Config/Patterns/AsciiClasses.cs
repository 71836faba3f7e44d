namespace FerroGate.Config.Patterns;

/// <summary>The classes of ASCII: <c>\d \s \w</c>, and POSIX's <c>[:alpha:]</c> and the like.</summary>
internal static class AsciiClasses
{
    private static readonly Dictionary<string, CodePointSet> Posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = CodePointSet.OfPairs("09AZaz"),
        ["alpha"] = CodePointSet.OfPairs("AZaz"),
        ["ascii"] = CodePointSet.OfPairs("\0\x7F"),
        ["blank"] = CodePointSet.OfPairs("\t\t  "),
        ["cntrl"] = CodePointSet.OfPairs("\0\x1F\x7F\x7F"),
        ["digit"] = CodePointSet.OfPairs("09"),
        ["graph"] = CodePointSet.OfPairs("!~"),
        ["lower"] = CodePointSet.OfPairs("az"),
        ["print"] = CodePointSet.OfPairs(" ~"),
        ["punct"] = CodePointSet.OfPairs("!/:@[`{~"),
        ["space"] = CodePointSet.OfPairs("\t\r  "),
        ["upper"] = CodePointSet.OfPairs("AZ"),
        ["word"] = CodePointSet.OfPairs("09AZaz__"),
        ["xdigit"] = CodePointSet.OfPairs("09AFaf"),
    };

    private static readonly CodePointSet Space = CodePointSet.OfPairs("\t\n\f\r  ");

    public static IEnumerable<string> PosixNames => Posix.Keys;

    public static CodePointSet? FindPosix(string name) => Posix.GetValueOrDefault(name);

    /// <summary>The class of <c>\d</c>, <c>\s</c> or <c>\w</c>, by its small letter.</summary>
    public static CodePointSet? FindPerl(char letter) => letter switch
    {
        'd' => Posix["digit"],
        's' => Space,
        'w' => Posix["word"],
        _ => null,
    };
}
