using FerroGate.Config.Text;

namespace FerroGate.Config.Reference;

/// <summary>What can be wrong with a config.</summary>
internal static class DiagnosticsPage
{
    private const string Introduction =
        """
        `ferrogate validate` lists everything that is wrong with a config at once, in the order of the text:

        ```
        Caddyfile:3:2: error: there is no directive `reverse_prox`
        	reverse_prox localhost:9000
        	^
        hint: did you mean `reverse_proxy`?
        ```

        With `--format json` the same list is an array of objects, each with a code of this table as its `code`. The codes are
        stable; the sentences are not. An error means that the config cannot be used, a warning that it can. `pending` stands
        between the two: the config is right, and `run` refuses it.
        """;

    public static ReferencePage Make() => new("diagnostics.md", new MarkdownText()
        .Heading(1, "Errors and warnings")
        .Text(Introduction)
        .Table(["code", "meaning"], DiagnosticMeanings.All.Select(found => new[] { $"`{found.Code}`", found.Meaning }))
        .ToString());
}
