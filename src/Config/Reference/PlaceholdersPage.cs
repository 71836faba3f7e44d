using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Reference;

/// <summary>The placeholders.</summary>
internal static class PlaceholdersPage
{
    private const string Introduction =
        """
        A placeholder is a name in braces inside a text: `{host}`, `{header.User-Agent}`. It is replaced by its value when a
        request comes. A name that nobody knows is an error at its column; braces that hold no name, such as those of JSON, stand for
        themselves, and `\{` is always a brace. Placeholders that `map` sets are known besides these.
        """;

    private const string Families = "The last part of these is the config's choice.";

    public static ReferencePage Make(Vocabulary vocabulary) => new("placeholders.md", new MarkdownText()
        .Heading(1, "Placeholders")
        .Text(Introduction)
        .Table(["short", "long", "value"], PlaceholderMeanings.Names
            .Where(name => vocabulary.Placeholders.Contains(name.Long))
            .Select(name => Row(name.Short, name.Long, name.Meaning)))
        .Heading(2, "Families")
        .Text(Families)
        .Table(["short", "long", "value"], PlaceholderMeanings.Families
            .Where(family => vocabulary.PlaceholderFamilies.Contains(family.Long) || vocabulary.PlaceholderFamilies.Contains(family.Short))
            .Select(family => Row(family.Short is null ? null : family.Short + family.End, family.Long + family.End, family.Meaning)))
        .ToString());

    private static IReadOnlyList<string> Row(string? shortName, string longName, string meaning) =>
        [shortName is null ? "" : $"`{{{shortName}}}`", $"`{{{longName}}}`", meaning];
}
