using System.Text;
using CsCheck;
using FerroGate.Config.Text;

namespace FerroGate.Config.Tests;

/// <summary>Any text at all gives a config or diagnostics that point into it, and never an exception.</summary>
public sealed class RobustnessTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "\n", "\r\n", "\t", " ", "\"", "`", "\\", "#", ":8080", "http://a:1", "respond", "route", "handle_path", "/a*", "*",
        "reverse_proxy", "header_up", "ai_gateway", "provider", "model", "->", "a:b:c", "api_key", "key", "{env.X}", "{$X}", "{$X:y}",
        "<<END", "END", "[", "]", "[[", "]]", "=", ".", ",", "listen", "providers", "'", "\"\"\"", "1_0", "0x", "1e9", "inf", "true",
        "2020-01-01", "{$", "\uFEFF", "\u0000", "\uD800", "é", "admin", "data", "grace_period", "10s", "expires_at_unix",
        "99999999999999999999",
    ];

    private static readonly Gen<string> Soup =
        Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[0, 60].Select(string.Concat);

    [Fact]
    public void Random_text_never_throws() =>
        Gen.OneOf(Soup, Gen.String).Sample(Reads, iter: 20_000);

    [Theory]
    [InlineData("readme.caddyfiletest")]
    [InlineData("readme.tomltest")]
    public void Mutated_samples_never_throw(string name)
    {
        var sample = Sample(name);
        Gen.Select(Gen.Int[0, sample.Length], Gen.Int[0, 12], Soup)
            .Sample(
                (at, length, piece) => Reads(sample[..at] + piece + sample[Math.Min(sample.Length, at + length)..]),
                iter: 1_000);
    }

    [Theory]
    [InlineData("readme.caddyfiletest")]
    [InlineData("readme.tomltest")]
    public void Samples_cut_off_anywhere_never_throw(string name)
    {
        var sample = Sample(name);
        for (var length = 0; length < sample.Length; length += 3)
            Reads(sample[..length]);
    }

    [Theory]
    [InlineData("a {\n", "}\n", ConfigFormat.Caddyfile)]
    [InlineData("handle {\n", "", ConfigFormat.Caddyfile)]
    [InlineData("[", "]", ConfigFormat.Toml)]
    [InlineData("{a=", "}", ConfigFormat.Toml)]
    [InlineData("a.", "", ConfigFormat.Toml)]
    public void Deep_nesting_is_an_error_and_no_overflow(string open, string close, ConfigFormat format)
    {
        const int Depth = 20_000;
        var text = new StringBuilder(format == ConfigFormat.Toml ? (open == "a." ? "" : "x = ") : ":8080 {\n");
        text.Insert(text.Length, open, Depth).Append(open == "a." ? "a = 1" : "1").Insert(text.Length, close, Depth);

        Assert.Null(TestLoader.Parse(text.ToString(), format).Config);
    }

    [Theory]
    [InlineData("x = \"\"\"a\nline\"b\"\"\ny = 1\uD800\nz = [1, [2, {f\\\r\r\r\n")]
    [InlineData("x = \"\"\"a\nz = [1, [2, {f\\\r\r\r\n")]
    [InlineData(":8080 {\r\r\r\n\trespond\r\r\r")]
    public void Carriage_returns_that_end_no_line_are_columns_of_it(string text) => Reads(text);

    private static void Reads(string text)
    {
        foreach (var format in new[] { ConfigFormat.Caddyfile, ConfigFormat.Toml })
        {
            var result = TestLoader.Parse(text, format);
            Assert.Equal(result.Config is null, result.Diagnostics.Any(found => found.Severity == Severity.Error));
            foreach (var found in result.Diagnostics)
            {
                DiagnosticFormatter.Format(found);
                if (found.Span is { } span)
                    Assert.InRange(span.Column, 1, span.File.Line(span.Line).Length + 2);
            }
        }
    }

    private static string Sample(string name)
    {
        var folder = name.EndsWith(".tomltest", StringComparison.Ordinal) ? "Toml" : "Caddyfile";
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", folder, name));
        return text[..text.IndexOf("----------", StringComparison.Ordinal)];
    }
}
