using FerroGate.Config.Shapes;

namespace FerroGate.Config.Reference;

/// <summary>The matchers.</summary>
internal static class MatchersPage
{
    private const string FileName = "matchers.md";

    private const string Introduction =
        """
        A matcher says which requests a [directive](directives.md) is for. A path is one by itself (`respond /hello "Hello"`); for
        everything else a matcher has a name, which begins with `@` where it is defined and where it is used:
        """;

    private const string Meaning =
        """
        All conditions of a matcher must hold; of the values of one condition one must. Conditions that may be written several
        times must hold each, except that values of one header, parameter or variable are alternatives. A matcher with one condition
        may stand on the line of its name: `@api path /api/*`. In TOML matchers are the array `matchers` beside `directives`. A matcher
        may be used in its block and in all blocks inside.

        What a regular expression caught is the placeholder `{re.name.1}`, with the name that stands before the expression.
        """;

    private const string Example =
        """
        @reports {
        	path /reports/*
        	method GET HEAD
        	header Accept *json*
        	not remote_ip 10.0.0.0/8
        }
        @image path_regexp image ^/images/(\w+)\.png$
        respond @reports 403
        respond @image "{re.image.1}"
        """;

    public static ReferencePage Make(ShapeHomes homes)
    {
        var page = new MarkdownText().Heading(1, "Matchers").Text(Introduction)
            .Code("caddyfile", Example).Code("toml", ExampleText.OfSiteInToml(Example)).Text(Meaning)
            .Heading(2, "Conditions");
        homes.TryAdd(MatcherShape.Shape, FileName, "Conditions");
        homes.TryAdd(MatcherShape.Nameless, FileName, "Conditions");
        new ShapeSection(page, FileName, homes).Options(null, MatcherShape.Shape.Options, level: 3);
        return new(FileName, page.ToString());
    }
}
