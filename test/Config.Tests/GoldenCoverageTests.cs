using System.Text.RegularExpressions;
using FerroGate.Config.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;

namespace FerroGate.Config.Tests;

/// <summary>Whatever a config can say occurs in a golden file, and so does everything that can be wrong with one.</summary>
public sealed partial class GoldenCoverageTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    private static readonly HashSet<string> CaddyfileWords = Words("Caddyfile");

    private static readonly HashSet<string> TomlWords = Words("Toml");

    [Fact]
    public void Every_directive_is_in_a_golden_file_of_each_language()
    {
        IEnumerable<string> names = [.. DirectiveTable.OrderedNames, .. DirectiveTable.Directives.SelectMany(directive => directive.Aliases)];
        Assert.Empty(names.Except(CaddyfileWords));
        Assert.Empty(DirectiveTable.OrderedNames.Except(TomlWords));
    }

    [Fact]
    public void Every_option_is_in_a_golden_file_of_each_language_that_has_it()
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<(IShape, OptionPlace)>();
        Visit("global options", GatewayShape.Shape, OptionPlace.Anywhere, seen, missing);
        Visit("site", SiteShape.Shape, OptionPlace.Anywhere, seen, missing);
        Visit("matcher", MatcherShape.Shape, OptionPlace.Anywhere, seen, missing);
        foreach (var directive in DirectiveTable.Directives)
            Visit(directive.Name, directive.Shape, OptionPlace.Anywhere, seen, missing);

        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public void Every_code_is_in_what_is_expected_of_a_golden_file()
    {
        var found = Texts("Caddyfile")
            .Concat(Texts("Toml"))
            .SelectMany(text => Code().Matches(text.Expected).Select(code => code.Groups["code"].Value));

        // A thousand errors are no text to read, and what is no text at all cannot stand in a golden file: LargeTextTests and
        // DiskFilesTests make them.
        var missing = DiagnosticMeanings.All
            .Select(known => known.Code)
            .Except(found)
            .Except([DiagnosticCodes.TooManyDiagnostics, DiagnosticCodes.NotUtf8])
            .ToList();
        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    /// <param name="owner">What the options belong to.</param>
    /// <param name="shape">The options.</param>
    /// <param name="place">The language, where the owner is in one of them only.</param>
    /// <param name="seen">What has been visited.</param>
    /// <param name="missing">What is in no file.</param>
    private static void Visit(string owner, IShape shape, OptionPlace place, HashSet<(IShape, OptionPlace)> seen, SortedSet<string> missing)
    {
        if (!seen.Add((shape, place)))
            return;

        foreach (var option in shape.Options)
        {
            var isInCaddyfile = place != OptionPlace.TomlOnly && option.Place != OptionPlace.TomlOnly;
            var isInToml = place != OptionPlace.CaddyfileOnly && option.Place != OptionPlace.CaddyfileOnly;
            if (!isInCaddyfile && !isInToml)
                continue;

            if (isInCaddyfile && option.Place != OptionPlace.Line && IsName(option.Name) && !CaddyfileWords.Contains(option.Name))
                missing.Add($"Caddyfile: {option.Name} of {owner}");

            if (isInToml && IsName(option.Key) && !TomlWords.Contains(option.Key))
                missing.Add($"TOML: {option.Key} of {owner}");

            if (option.Content.Shape?.Invoke() is { } inner)
                Visit(option.Name, inner, isInCaddyfile ? isInToml ? OptionPlace.Anywhere : OptionPlace.CaddyfileOnly : OptionPlace.TomlOnly, seen, missing);
        }
    }

    // What has no name of its own, such as a row of values, is told by its block.
    private static bool IsName(string name) => !name.Contains('<', StringComparison.Ordinal) && name != DirectiveListNames.Key;

    private static HashSet<string> Words(string language) =>
        [.. Texts(language).SelectMany(text => Word().Matches(text.Input).Select(word => word.Value))];

    private static IEnumerable<(string Input, string Expected)> Texts(string language) =>
        Directory.EnumerateFiles(Path.Combine(Folder, language)).Select(path => GoldenTests.Split(File.ReadAllText(path)));

    [GeneratedRegex(@"[\w-]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\[(?<code>[a-z-]+)\] ", RegexOptions.Multiline)]
    private static partial Regex Code();
}
