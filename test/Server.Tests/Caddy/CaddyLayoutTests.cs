using System.Text.RegularExpressions;
using FerroGate.Config.Caddyfile;
using FerroGate.Config.Text;
using FerroGate.Testing;
using FerroGate.Testing.Caddy;
using Xunit;

namespace FerroGate.Server.Tests.Caddy;

/// <summary>Every Caddyfile of the corpus gets the layout that <c>caddy fmt</c> gives it, also when it had none.</summary>
public sealed partial class CaddyLayoutTests
{
    private const string HashInWord = "Blank lines behind a word with a `#` in it";

    // Their layouts differ in blank lines, for the reason of that name in docs/caddy-compatibility.md.
    private static readonly Dictionary<string, string> Different = new()
    {
        ["rewrite-basic"] = HashInWord,
        ["site-comments-and-text"] = HashInWord,
    };

    public static TheoryData<string> Cases => [.. CaddyCaseReader.Names];

    [Theory]
    [Trait("Category", "Process")]
    [MemberData(nameof(Cases))]
    public void A_Caddyfile_gets_the_layout_that_Caddy_gives_it(string name)
    {
        Assert.SkipUnless(CaddyProcess.Missing is null, CaddyProcess.Missing ?? "");

        var (theirs, ours) = (Layouts(name).Select(CaddyLayout.Of).ToList(), Layouts(name).Select(Format).ToList());
        if (!Different.ContainsKey(name))
        {
            Assert.Equal(theirs, ours);
            return;
        }

        Assert.NotEqual(theirs, ours);
        Assert.Equal(theirs.Select(WithoutBlankLines), ours.Select(WithoutBlankLines));
    }

    [Fact]
    public void Every_difference_in_layout_is_explained_in_the_documentation()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "caddy-compatibility.md"));

        Assert.All(Different.Values, reason => Assert.Contains(reason, page, StringComparison.Ordinal));
    }

    [Fact]
    public void A_Caddyfile_that_is_laid_out_stays_as_it_is()
    {
        foreach (var layout in CaddyCaseReader.Names.SelectMany(Layouts).Select(Format))
            Assert.Equal(layout, Format(layout));
    }

    // As it is written, and as a careless hand would have written it.
    private static IEnumerable<string> Layouts(string name)
    {
        var text = CaddyCaseReader.Read(name).Caddyfile;
        yield return text;
        yield return Indentation().Replace(text, "");
        yield return Indentation().Replace(text, "   ").Replace("\n", "\n\n\n", StringComparison.Ordinal);
    }

    private static string Format(string text)
    {
        var result = CaddyfileFormatter.Format(new SourceFile("Caddyfile", text));
        return result.Text ?? string.Concat(result.Diagnostics.Select(DiagnosticFormatter.Format));
    }

    private static string WithoutBlankLines(string text) => BlankLines().Replace(text, "\n");

    [GeneratedRegex(@"^[ \t]*", RegexOptions.Multiline)]
    private static partial Regex Indentation();

    [GeneratedRegex(@"\n{2,}")]
    private static partial Regex BlankLines();
}
