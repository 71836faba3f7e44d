using CsCheck;
using FerroGate.Config.Patterns;

namespace FerroGate.Config.Tests.Patterns;

/// <summary>Patterns are read, and match, as in Go, whatever .NET would make of them. The expectations are Go's own answers.</summary>
public sealed class RegularExpressionTests
{
    // What patterns are made of, so that random ones are seldom refused for a single stray character.
    private static readonly string[] Pieces =
    [
        "a", "k", "é", "😀", "\n", ".", "^", "$", "|", "(", ")", "(?:", "(?i)", "(?m)", "(?P<n>", "*", "+?", "?", "{2}", "{0,3}", "[a-c", "[^",
        "]", "-", "[[:word:]]", "\\d", "\\W", "\\b", "\\B", "\\z", "\\p{Greek}", "\\Q", "\\E", "\\x{1F600}", "\\", "\ud800",
    ];

    private static readonly Gen<string> Patterns = Gen.Int[0, Pieces.Length - 1].List[0, 12].Select(places => string.Concat(places.Select(place => Pieces[place])));

    [Theory]
    [InlineData("a+b", "xaab", "aab")]
    [InlineData("a+?", "aaa", "a")]
    [InlineData("(?U)a+", "aaa", "a")]
    [InlineData("(a|ab)(c|bcd)", "abcd", "abcd|a|bcd")]
    [InlineData("(a)|(b)", "b", "b|-|b")]
    [InlineData("^b$", "a\nb\nc", null)]
    [InlineData("(?m)^b$", "a\nb\nc", "b")]
    [InlineData("a$", "a\n", null)]
    [InlineData(".", "\n", null)]
    [InlineData("(?s).", "\n", "\n")]
    [InlineData("\\d+", "x\u06634", "4")]
    [InlineData("\\w+", "\u00E9a_1", "a_1")]
    [InlineData("\\b\u00E9", "\u00E9", null)]
    [InlineData("a\\b", "a\u00E9", "a")]
    [InlineData("(?i)k", "\u212A", "\u212A")]
    [InlineData("(?i)\u017F", "S", "S")]
    [InlineData("(?i)stra\u00DFe", "STRASSE", null)]
    [InlineData("[[:alpha:]]+", "1ab2", "ab")]
    [InlineData("[[:^digit:]]+", "12ab", "ab")]
    [InlineData("[^\\d]", "1x", "x")]
    [InlineData("\\pL+", "12\u00E9\u00DF", "\u00E9\u00DF")]
    [InlineData("\\PL", "\u00E91", "1")]
    [InlineData("\\p{Greek}+", "ab\u03B3\u03B4", "\u03B3\u03B4")]
    [InlineData("\\p{^Greek}", "\u03B3a", "a")]
    [InlineData("\\Qa.b\\E+", "a.bb", "a.bb")]
    [InlineData("\\Qa.b", "a.b", "a.b")]
    [InlineData("\\x41\\x{1F600}", "A\U0001F600", "A\U0001F600")]
    [InlineData("\\101", "A", "A")]
    [InlineData("[\U0001F600-\U0001F602]", "\U0001F601", "\U0001F601")]
    [InlineData(".", "\U0001F600", "\U0001F600")]
    [InlineData("^..$", "\U0001F600a", "\U0001F600a")]
    [InlineData("[^a]", "\U0001F600", "\U0001F600")]
    [InlineData("(?P<y>\\d{4})-(?P<m>\\d\\d)", "on 2026-11", "2026-11|2026|11")]
    [InlineData("(?:ab){2,3}", "ababab", "ababab")]
    [InlineData("(a*)(a|aa)", "aaa", "aaa|aa|a")]
    [InlineData("x*", "aaa", "")]
    [InlineData("()|a", "a", "|")]
    [InlineData("(?i:A)b", "aB ab", "ab")]
    [InlineData("(?i)a(?-i)b", "aB Ab", "Ab")]
    [InlineData("a||b", "b", "")]
    [InlineData("[a\\]]+", "]a", "]a")]
    [InlineData("[]a]", "]", "]")]
    [InlineData("\\.(?:css|js)$", "/x/app.js", ".js")]
    [InlineData("^/(.*)/(\\d+)$", "/a/b/12", "/a/b/12|a/b|12")]
    public void The_leftmost_match_and_its_groups_are_those_of_Go(string pattern, string text, string? groups)
    {
        var match = Read(pattern).Compile().Match(text);

        Assert.Equal(groups, match is null ? null : string.Join('|', Enumerable.Range(0, match.Count).Select(group => match.Group(group) ?? "-")));
    }

    [Theory]
    [InlineData("a(b)?", "abxa", "[$1]", "[b]x[]")]
    [InlineData("(?P<n>\\d+)", "a1b22", "<${n}>", "a<1>b<22>")]
    [InlineData("(\\w)(\\w)", "abcd", "$2$1", "badc")]
    [InlineData("(a)", "a", "$1x", "")]
    [InlineData("(a)", "a", "${1}x", "ax")]
    [InlineData("a", "a", "$$1", "$1")]
    [InlineData("a*", "baac", "-", "-b-c-")]
    [InlineData("", "ab", "-", "-a-b-")]
    [InlineData("a", "a\u00E9\U0001F600a", "\u00E9$0", "\u00E9a\u00E9\U0001F600\u00E9a")]
    [InlineData("(a)", "a", "$", "$")]
    [InlineData("(a)", "a", "${", "${")]
    [InlineData("(a)", "a", "$9", "")]
    public void Every_match_is_replaced_as_Go_replaces_it(string pattern, string text, string replacement, string result) =>
        Assert.Equal(result, Read(pattern).Compile().ReplaceAll(text, Expansion.Read(replacement)));

    [Theory]
    [InlineData("(?P<id>\\d+)", "id")]
    [InlineData("(?<id>[[:alpha:]]+)", "id")]
    public void Groups_are_named_as_Go_names_them(string pattern, string name) => Assert.Equal(["", name], Read(pattern).GroupNames);

    [Fact]
    public void Groups_are_numbered_from_left_to_right_whether_they_have_names_or_not() =>
        Assert.Equal(["", "a", "", "b"], Read("(?P<a>.)(.)(?P<b>.)").GroupNames);

    [Theory]
    [InlineData("(a", 0, "missing closing ) for this group")]
    [InlineData("a)", 1, "unexpected )")]
    [InlineData("a**", 1, "invalid nested repetition operator '**'")]
    [InlineData("*a", 0, "missing argument to repetition operator '*'")]
    [InlineData("a{1001}", 1, "invalid repeat count '{1001}'")]
    [InlineData("[b-a]", 1, "invalid character class range 'b-a'")]
    [InlineData("[a", 0, "missing closing ] for this class")]
    [InlineData("\\Z", 0, "invalid escape sequence '\\Z'")]
    [InlineData("\\C", 0, "invalid escape sequence '\\C'")]
    [InlineData("(a)\\1", 3, "RE2 has no backreferences ('\\1')")]
    [InlineData("(?=a)", 0, "RE2 has no lookahead and no lookbehind ('(?=')")]
    [InlineData("(?!a)", 0, "RE2 has no lookahead and no lookbehind ('(?!')")]
    [InlineData("(?<=a)", 0, "RE2 has no lookahead and no lookbehind ('(?<=')")]
    [InlineData("(?P=n)", 0, "RE2 has no backreferences ('(?P=')")]
    [InlineData("(?P<n", 0, "invalid group name in '(?P<n'")]
    [InlineData("(?P<1-2>a)", 0, "invalid group name in '(?P<1-2>'")]
    [InlineData("\\p{Nowhere}", 0, "unknown Unicode category or script '\\p{Nowhere}'")]
    [InlineData("[[:nope:]]", 1, "unknown class '[:nope:]'")]
    [InlineData("\\x{110000}", 0, "invalid escape sequence '\\x{110000}'")]
    [InlineData("a\\", 1, "trailing backslash at the end of the expression")]
    [InlineData("(?z)", 0, "invalid or unsupported group '(?z'")]
    [InlineData("a{2}{3}", 1, "invalid nested repetition operator '{2}{3}'")]
    [InlineData("(?i", 0, "invalid or unsupported group '(?i'")]
    public void What_Go_refuses_is_refused_at_its_place(string pattern, int offset, string message)
    {
        Assert.False(RegularExpression.TryRead(pattern, out _, out var error));
        Assert.Equal((offset, message), (error.Offset, error.Message));
    }

    [Fact]
    public void Every_text_is_a_pattern_that_runs_or_an_error_that_points_into_it() => Gen.Select(Patterns, Gen.String).Sample((pattern, text) =>
    {
        if (RegularExpression.TryRead(pattern, out var expression, out var error))
        {
            var compiled = expression.Compile();
            Assert.Equal(compiled.IsMatch(text), compiled.Match(text) is not null);
            _ = compiled.ReplaceAll(text, Expansion.Read("$0"));
        }
        else
        {
            Assert.InRange(error.Offset, 0, pattern.Length);
            Assert.NotEmpty(error.Message);
        }
    }, iter: 1_000);

    private static RegularExpression Read(string pattern)
    {
        Assert.True(RegularExpression.TryRead(pattern, out var expression, out var error), error?.Message);
        return expression;
    }
}
