using FerroGate.Config.Directives;

namespace FerroGate.Config.Reference;

/// <summary>The directives, in the order in which they are tried.</summary>
internal static class DirectivesPage
{
    private const string FileName = "directives.md";

    private const string Introduction =
        """
        A directive does something with requests. In a Caddyfile each is a line of its site, perhaps with a block; in TOML each is a
        table of the array `directives`, which says what it is with the key `directive`:

        ```caddyfile
        respond /hello "Hello" 200
        ```

        ```toml
        [[sites.directives]]
        directive = "respond"
        match = "/hello"
        body = "Hello"
        status = 200
        ```

        `[<matcher>]` is a path (`/api/*`), the name of a [matcher](matchers.md) (`@name`), or `*` for every request; without one, too,
        every request is meant. TOML has the key `match` for it.

        Whatever order they are written in, directives are tried in the order of this page, which is Caddy's; of one directive
        those with the longer path come first. Inside `route` they are tried as they are written, and the global option `order` gives one
        another place. The first that answers ends it.
        """;

    public static ReferencePage Make(ShapeHomes homes)
    {
        var page = new MarkdownText().Heading(1, "Directives").Text(Introduction);
        page.Table(["directive", ""], DirectiveTable.Directives.Select(directive => new[]
        {
            $"[`{directive.Name}`](#{ShapeHomes.Anchor(directive.Name)})",
            directive.Summary,
        }));
        page.Text(
            "`bind`, `log`, `tls` and `handle_errors` stand among them in a Caddyfile, and belong to the [site](sites.md). `import` is "
            + "explained in [how configs are read](README.md#caddyfiles).");
        foreach (var directive in DirectiveTable.Directives)
            Write(directive, page, homes);

        return new(FileName, page.ToString());
    }

    private static void Write(IDirective directive, MarkdownText page, ShapeHomes homes)
    {
        homes.TryAdd(directive.Shape, FileName, directive.Name);
        page.Heading(2, directive.Name).Text(About(directive))
            .Code("caddyfile", Synopsis.Of(directive.Name, directive.Shape, directive.TakesMatcher));
        new ShapeSection(page, FileName, homes).Options(directive.Name, directive.Shape.Options, level: 3);
        var example = DirectiveExamples.All[directive.Name];
        page.Text("An example:").Code("caddyfile", example).Text("The same in TOML:").Code("toml", ExampleText.OfSiteInToml(example));
    }

    private static string About(IDirective directive)
    {
        var about = directive.Summary;
        if (directive.Aliases.Count > 0)
            about += $" It may be written {string.Join(", ", directive.Aliases.Select(alias => $"`{alias}`"))} too.";

        return directive.Pending is { } pending ? $"{about} *Not yet: {pending}.*" : about;
    }
}
