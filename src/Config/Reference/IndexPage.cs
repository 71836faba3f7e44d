namespace FerroGate.Config.Reference;

/// <summary>The index of the reference, and what holds for every page.</summary>
internal static class IndexPage
{
    private const string Introduction =
        """
        A config is a Caddyfile or TOML; the name of the file says which. A file named `Caddyfile` or `*.caddyfile` is a Caddyfile,
        everything else TOML. Both can say the same: `ferrogate config convert --to toml` writes one as the other, and `ferrogate adapt`
        shows as JSON what came of it. `ferrogate validate` lists everything that is wrong at once.

        | page | |
        |---|---|
        | [Global options](global-options.md) | what is said of the whole gateway |
        | [Sites](sites.md) | addresses, certificates, access logs |
        | [Matchers](matchers.md) | which requests something is for |
        | [Directives](directives.md) | what is done with requests |
        | [The AI gateway](ai-gateway.md) | providers, models, keys, policies: the whole of `ai_gateway` |
        | [Placeholders](placeholders.md) | values of the request inside texts |
        | [Errors and warnings](diagnostics.md) | the codes of what can be wrong |

        These pages are generated from the tables that the program itself reads configs with.
        """;

    private const string Reading =
        """
        In the tables, *on the line* means that an option stands in a Caddyfile behind the name of its block, and not inside it.
        What stands in `<angle brackets>` is the writer's to fill in, `[brackets]` may be left out, `a|b` is one of the two, and `...`
        means any number. *Not yet* marks what is read and checked, but not done by this version: `ferrogate validate` says so, and
        `ferrogate run` refuses such a config. Nothing is accepted and ignored.
        """;

    private const string Caddyfiles =
        """
        - Words are divided by white space; `"…"` and `` `…` `` hold words with spaces, and a heredoc (`<<END` … `END`) several lines.
          `#` at the beginning of a word begins a comment. `\` at the end of a line joins it with the next.
        - `{` at the end of a line opens a block, `}` on a line of its own closes it.
        - `{$NAME}` is replaced by an environment variable before anything else is read, `{$NAME:default}` with a default.
        - `(name) {` … `}` at the top defines a snippet, and `import name` puts its lines where it stands, with its arguments as `{args[0]}`,
          `{args[:]}`, and the block behind it as `{block}`. `import PATH` does the same with a file, or with several: `import sites/*.caddyfile`.
        - `ferrogate fmt` lays a Caddyfile out as `caddy fmt` does.

        [What differs from Caddy](../caddy-compatibility.md) is listed.
        """;

    private const string Toml =
        """
        Keys are those of the column *TOML*. A list is an array, also of one value. `ferrogate config schema` prints a JSON Schema of all
        of it; an editor that knows such schemas completes and checks a config that names it in its first line:

        ```toml
        #:schema ./ferrogate.schema.json
        listen = "127.0.0.1:8080"
        ```
        """;

    public static ReferencePage Make() => new("README.md", new MarkdownText()
        .Heading(1, "The configuration").Text(Introduction)
        .Heading(2, "How to read these pages").Text(Reading)
        .Heading(2, "Values").Table(["value", "in TOML", ""], ValueTypes.All.Select(type => new[] { type.Name, type.Toml, type.Meaning }))
        .Heading(2, "Caddyfiles").Text(Caddyfiles)
        .Heading(2, "TOML").Text(Toml)
        .ToString());
}
