using System.Text.RegularExpressions;
using FerroGate.Config.Directives;
using FerroGate.Config.Reference;
using FerroGate.Config.Text;
using FerroGate.Testing;

namespace FerroGate.Config.Tests;

/// <summary>
/// The pages of <c>docs/config</c> are what the shapes say. With FERROGATE_UPDATE_DOCS set, those that differ are written anew, and
/// the test fails in that run; read the diff.
/// </summary>
public sealed partial class ReferenceTests
{
    private static readonly IReadOnlyList<ReferencePage> Pages = ReferencePages.All();

    public static TheoryData<string> Names => [.. Pages.Select(page => page.FileName)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_is_what_the_shapes_say(string name)
    {
        var page = Pages.Single(page => page.FileName == name);

        Assert.Equal(page.Markdown, GeneratedPage.Found(name, page.Markdown));
    }

    [Fact]
    public void Every_link_leads_somewhere()
    {
        var broken = new List<string>();
        foreach (var page in Pages)
        {
            foreach (Match link in Link().Matches(page.Markdown))
            {
                var file = link.Groups["file"].Value is { Length: > 0 } other ? other : page.FileName;
                var target = Pages.FirstOrDefault(known => known.FileName == file);
                if (target is null ? !File.Exists(Path.Combine(GeneratedPage.Folder, file)) : !HasAnchor(target, link.Groups["anchor"].Value))
                    broken.Add($"{page.FileName}: {link.Value}");
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void Headings_of_a_page_differ()
    {
        foreach (var page in Pages)
            Assert.Distinct(Headings(page));
    }

    [Fact]
    public void Every_directive_has_an_example() =>
        Assert.Equal(DirectiveTable.OrderedNames.Order(), DirectiveExamples.All.Keys.Order());

    [Fact]
    public void The_example_of_the_AI_gateway_is_right()
    {
        var result = TestLoader.Parse(AiGatewayPage.Example, ConfigFormat.Caddyfile);

        Assert.DoesNotContain(result.Diagnostics, found => found.Severity == Severity.Error);
        Assert.Equal(3, result.Config!.Ai.Providers.Count);
        Assert.Equal(3, result.Config.Ai.Models.Count);
    }

    [Fact]
    public void Every_code_has_a_meaning()
    {
        var codes = typeof(DiagnosticCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(codes.Order(StringComparer.Ordinal), DiagnosticMeanings.All.Select(found => found.Code));
    }

    private static bool HasAnchor(ReferencePage page, string anchor) => anchor.Length == 0 || Headings(page).Contains(anchor);

    private static List<string> Headings(ReferencePage page) =>
        [.. Heading().Matches(page.Markdown).Select(heading => ShapeHomes.Anchor(heading.Groups["text"].Value))];

    [GeneratedRegex(@"\]\((?<file>[^)#:]*)(#(?<anchor>[^)]*))?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
