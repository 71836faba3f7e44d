using CsCheck;
using FerroGate.Config.Caddyfile;
using FerroGate.Config.Text;
using FerroGate.Testing.Caddy;

namespace FerroGate.Config.Tests;

/// <summary>The layout of a Caddyfile is Caddy's, and laying out changes nothing but the layout.</summary>
public sealed class CaddyfileFormatterTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", " {\n", "}\n", "\n", "\n\n\n", "\r\n", "\t", "  ", " ", "\"", "`", "\\", "\\\n", " \\\n", "#", "# c\n", "# c\\\n", "a", "b c", "import x", "{x}", "{$X:a b}", "<<E",
        "<<E\n", "\nE", "\"q  r\"", "`s  t`", "\u00A0", "\uFEFF", "\r", "\uD800", "\\<<E\n", "\v",
    ];

    private static readonly Gen<string> Soup =
        Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[0, 30].Select(string.Concat);

    private static readonly Gen<string> Space = OneOf(" ", "\t", "   ", " \t ");
    private static readonly Gen<string> Word = OneOf("a", "respond", "localhost:8080", "\"x  y\"", "\"a\nb\"", "{host}", "{$X}", "/a*", "a\\b", "\"{\"", "->", "@m", "\\\n b", "\\\n\tc");
    private static readonly Gen<string> Blank = OneOf("", "", "", "\n", "\n\n", "\n\n\n\n", "  \n\t\n");
    private static readonly Gen<string> Comment = OneOf("", "", "", "# c", "#d  e", "  # f");
    private static readonly Gen<string> Line = Gen.Select(OneOf("word", "other"), Gen.Select(Space, Word, (space, word) => space + word).Array[0, 3], (name, words) => name + string.Concat(words));

    public static TheoryData<string> Inputs { get; } =
    [
        "",
        "a",
        "a {\n\tb\n}\n",
        "a {\nb\n}",
        "a { b }",
        "a {\n b }",
        "a { }",
        "a {}",
        "a {\n\n\n\nb\n\n\n\nc\n\n\n}\n\n\n\nd {\n}",
        "a {\n}\nb {\n}",
        "a {\n\tb {\n\t\tx\n\t} # c\n\ty\n}\n",
        "a {\n\tb\n} # c\nd {\n}\n",
        "a { # c\n\n\n b\n}",
        "a {\n\n # c\n\n\n\n # d\n}\n",
        "# a\n\n\n\n# b\na {\n}\n   # c",
        "a {\n # x   y  \n}",
        "a\n{\nb\n}",
        "a {\nb\n{\nc\n}\n}",
        "# head\n{\n debug\n}\n\n\n# x\n\n:80\nrespond ok\n",
        "{\n debug\n}\n:80 {\n}\n",
        "(s) {\n a {args[0]}\n}\nimport x\nb {\n import s {args[:]}\n}\n",
        "a {\n b {host} c\n d {args[0]}\n}",
        "{$X}    {\n}",
        "a {\n b \\\n  c \\\n   d\n e\n}",
        "a {\n b c\\\n d\n}",
        "a {\n b \\\n\n c\n}",
        "a {\n b \\\n # x\n c\n}",
        "a \\\nb {\n}",
        "a {\n b \"x  y\"   \"{\" \"}\"\n}",
        "a {\n b \"x\n\n\n\ny  z\"\n}",
        "a {\n b \"c\"\"d\"\n}",
        "a,\nb,\n  c {\n}",
        "a {\r\n  b\r\n}\r\n",
        "a {\n\u00A0b\u00A0c\n}",
        "a {\n @x {\n  path /a\n }\n @x path b\n}",
        "a {\n b {$X:  y}  {$Z}\n}",
        "a {\n b {x}y c{z}\n}",
        "\n\n  a\n\n",
    ];

    [Theory]
    [Trait("Category", "Process")]
    [MemberData(nameof(Inputs))]
    public void Layout_is_that_of_caddy_fmt(string input)
    {
        Assert.SkipUnless(CaddyProcess.Missing is null, CaddyProcess.Missing ?? "");

        Assert.Equal(CaddyLayout.Of(input), Format(input));
    }

    [Fact]
    [Trait("Category", "Process")]
    public void Layout_of_many_files_is_that_of_caddy_fmt()
    {
        Assert.SkipUnless(CaddyProcess.Missing is null, CaddyProcess.Missing ?? "");

        WellFormed(3).Sample(input => Assert.Equal(CaddyLayout.Of(input), Format(input)), iter: 100, threads: 1);
    }

    /// <summary>Where 2.6.2 changes what a word is, or leaves white space behind, we do not.</summary>
    [Theory]
    [InlineData("a {\n b `x  y`\n}", "a {\n\tb `x  y`\n}\n")]
    [InlineData("a {\n b <<E\n   x   y\n   E   201\n c\n}", "a {\n\tb <<E\n   x   y\n   E 201\n\tc\n}\n")]
    [InlineData("a {\n b <<E \n c\n}", "a {\n\tb \\<<E\n\tc\n}\n")]
    [InlineData("a {\n {$X}\n {$Y}\n}", "a {\n\t{$X}\n\t{$Y}\n}\n")]
    [InlineData("import x\n{\n debug\n}", "import x\n{\n\tdebug\n}\n")]
    [InlineData("a {\n b\n {block}\n}", "a {\n\tb\n\t{block}\n}\n")]
    [InlineData("a {\n b c#d  e\n}", "a {\n\tb c#d e\n}\n")]
    [InlineData("a { # c\r\n}\r\n", "a {\n\t# c\n}\n")]
    [InlineData("a {\n b c} d\n}", "a {\n\tb c} d\n}\n")]
    public void Words_stay_where_caddy_2_6_2_loses_them(string input, string expected) => Assert.Equal(expected, Format(input));

    [Theory]
    [InlineData("a {\n b \"never closed\n}", DiagnosticCodes.UnclosedQuote)]
    [InlineData("a {\n b <<END\n}", DiagnosticCodes.UnclosedHeredoc)]
    public void What_cannot_be_read_is_not_laid_out(string input, string code)
    {
        var result = CaddyfileFormatter.Format(new SourceFile("Caddyfile", input));

        Assert.Null(result.Text);
        Assert.Equal(code, Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void Formatting_twice_is_formatting_once_and_no_word_changes() =>
        Gen.OneOf(Soup, WellFormed(3)).Sample(
            input =>
            {
                if (CaddyfileFormatter.Format(new SourceFile("f", input)).Text is not { } once)
                    return;

                Assert.Equal(once, Format(once));
                Assert.Equal(WordsOf(input), WordsOf(once));
            },
            iter: 50_000);

    [Fact]
    public void Lines_of_well_formed_files_stay_lines() =>
        WellFormed(3).Sample(input => Assert.Equal(LinesOf(input), LinesOf(Format(input))), iter: 2_000);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Gen<string> WellFormed(int depth) =>
        Gen.Select(Blank, Comment, Line, depth == 0 ? Gen.Const("") : Gen.OneOf(Gen.Const(""), Block(depth)), Comment)
            .Select((blank, above, line, block, behind) =>
                blank + (above.Length > 0 ? above + "\n" : "") + line + block + (behind.Length > 0 ? " " + behind : "") + "\n")
            .Array[0, 4]
            .Select(string.Concat);

    private static Gen<string> Block(int depth) =>
        Gen.Select(OneOf("", " # c"), WellFormed(depth - 1), Blank, (comment, inner, blank) => " {" + comment + "\n" + inner + blank + "}");

    private static string Format(string input)
    {
        var result = CaddyfileFormatter.Format(new SourceFile("Caddyfile", input));
        return result.Text ?? string.Concat(result.Diagnostics.Select(DiagnosticFormatter.Format));
    }

    private static IEnumerable<(string Text, LexemeKind Kind)> WordsOf(string input) =>
        LexemesOf(input).Where(lexeme => lexeme.Kind != LexemeKind.Comment).Select(lexeme => (lexeme.Text, lexeme.Kind));

    private static IEnumerable<(string Text, bool StartsLine)> LinesOf(string input) =>
        LexemesOf(input).Where(lexeme => lexeme.Kind != LexemeKind.Comment).Select(lexeme => (lexeme.Text, lexeme.StartsLine));

    private static List<Lexeme> LexemesOf(string input)
    {
        var file = new SourceFile("f", input);
        var reader = new LexemeReader(file.Text, file.Lines.Span, new DiagnosticBag());
        var lexemes = new List<Lexeme>();
        while (reader.TryRead(out var lexeme))
            lexemes.Add(lexeme);

        return lexemes;
    }
}
