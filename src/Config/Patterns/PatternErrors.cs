using FerroGate.Config.Text;

namespace FerroGate.Config.Patterns;

/// <summary>Every reason why a pattern is refused, in Go's words where Go has some.</summary>
internal static class PatternErrors
{
    public static RegularExpressionError TooLarge(int offset) =>
        new(offset, "expression is too large", "use fewer or smaller repetitions, or several expressions");

    public static RegularExpressionError TooDeep(int offset) => new(offset, "expression nests too deeply", "use fewer parentheses inside of each other");

    public static RegularExpressionError BrokenUnicode(int offset) => new(offset, "half of a surrogate pair is no character");

    public static RegularExpressionError MissingParenthesis(int offset) =>
        new(offset, "missing closing ) for this group", @"a parenthesis that is meant as such is '\('");

    public static RegularExpressionError UnexpectedParenthesis(int offset) =>
        new(offset, "unexpected )", @"a parenthesis that is meant as such is '\)'");

    public static RegularExpressionError MissingBracket(int offset) =>
        new(offset, "missing closing ] for this class", @"a bracket that is meant as such is '\['");

    public static RegularExpressionError MissingArgument(int offset, string operation) =>
        new(offset, $"missing argument to repetition operator '{operation}'", $@"'{operation[0]}' that is meant as such is '\{operation[0]}'");

    public static RegularExpressionError NestedRepetition(int offset, string operation) =>
        new(offset, $"invalid nested repetition operator '{operation}'", "put what is repeated twice into '(?:…)'; there are no possessive repetitions");

    public static RegularExpressionError RepeatCount(int offset, string operation) =>
        new(offset, $"invalid repeat count '{operation}'", "counts go to 1000, and so do nested ones multiplied with each other");

    public static RegularExpressionError TrailingBackslash(int offset) =>
        new(offset, @"trailing backslash at the end of the expression", @"a backslash that is meant as such is '\\'");

    public static RegularExpressionError Backreference(int offset, string text) =>
        new(offset, $"RE2 has no backreferences ('{text}')", "match the parts alone, and compare them elsewhere");

    public static RegularExpressionError Escape(int offset, string text) =>
        new(offset, $"invalid escape sequence '{text}'", EscapeHint(text));

    public static RegularExpressionError CharacterRange(int offset, string text) =>
        new(offset, $"invalid character class range '{text}'", @"a range goes from the lower to the higher character; '-' that is meant as such is '\-'");

    public static RegularExpressionError PosixClass(int offset, string text, string name) =>
        new(offset, $"unknown class '{text}'", DidYouMean(name, AsciiClasses.PosixNames) is { } near ? $"did you mean '[:{near}:]'?" : null);

    public static RegularExpressionError UnicodeClass(int offset, string text, string name) =>
        new(offset, $"unknown Unicode category or script '{text}'", DidYouMean(name, UnicodeClasses.Names) is { } near ? $@"did you mean '\p{{{near}}}'?" : null);

    public static RegularExpressionError GroupName(int offset, string text) =>
        new(offset, $"invalid group name in '{text}'", "names are of the letters a to z, digits and '_'");

    public static RegularExpressionError Lookaround(int offset, string text) =>
        new(offset, $"RE2 has no lookahead and no lookbehind ('{text}')", "use a second matcher, with 'not' where it must not match");

    public static RegularExpressionError GroupSyntax(int offset, string text) =>
        new(offset, $"invalid or unsupported group '{text}'", "there are '(…)', '(?:…)', '(?P<name>…)', '(?<name>…)' and the flags '(?imsU)'");

    private static string? EscapeHint(string text) => text switch
    {
        @"\Z" => @"the end of the text is '\z'",
        @"\G" => @"the beginning of the text is '\A'",
        @"\C" => "RE2 matches characters, not bytes",
        @"\k" or @"\g" => "RE2 has no backreferences",
        @"\h" => @"use '[ \t]'",
        @"\R" => @"use '\r?\n'",
        @"\K" => "use a group for the part that you want",
        @"\u" => @"a character by its number is '\x{10FFFF}'",
        @"\E" => @"there is no '\Q' before it",
        _ => null,
    };

    private static string? DidYouMean(string name, IEnumerable<string> known) => NearestName.Of(name, [.. known]);
}
