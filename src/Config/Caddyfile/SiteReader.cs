using FerroGate.Config.Directives;
using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Caddyfile;

/// <summary>Reads the sites of a Caddyfile: their addresses, and the directives between their braces.</summary>
internal sealed class SiteReader(ConfigContext context)
{
    public IReadOnlyList<SiteConfig> Read(IReadOnlyList<Statement> statements)
    {
        var sites = new List<SiteConfig>();
        var addresses = new List<Token>();
        for (var i = 0; i < statements.Count; i++)
        {
            var statement = statements[i];
            if (IsRefused(statement))
                continue;

            addresses.AddRange([statement.Name, .. statement.Arguments]);
            if (statement.Block is { } block)
            {
                sites.Add(ReadSite(addresses, block));
                addresses = [];
            }
            else if (!addresses[^1].Text.EndsWith(','))
            {
                // Caddy's other form: one site without braces, down to the end of the file.
                sites.Add(ReadSite(addresses, [.. statements.Skip(i + 1)]));
                return sites;
            }
        }

        if (addresses.Count > 0)
            sites.Add(ReadSite(addresses, []));

        return sites;
    }

    private bool IsRefused(Statement statement)
    {
        var name = statement.Name;
        if (name.Opens)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.BraceMisplaced,
                name.Span,
                "a block without a name can only be the first in the file, for the global options",
                "write the address of the site before the {");
            return true;
        }

        if (name.IsQuoted)
            return false;

        if (name.Text.StartsWith("&(", StringComparison.Ordinal))
        {
            context.Diagnostics.NotSupported(name.Span, $"the named route `{name.Text}`", "put its directives in a snippet, and import it where it was invoked");
            return true;
        }

        if (name.Text.StartsWith('('))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidSnippet, name.Span, $"`{name.Text}` begins no snippet", "write `(name) {`, with nothing else on the line");
            return true;
        }

        return false;
    }

    private SiteConfig ReadSite(List<Token> words, IReadOnlyList<Statement> directives)
    {
        var entry = new OptionEntry("site", words[0].Span, [], EntryForm.Words) { Block = [.. directives.Select(CaddyfileEntries.Of)] };
        var site = new SiteConfig { Addresses = ReadAddresses(words) };
        return SiteShape.Shape.Read(site, entry, context) ?? site;
    }

    private List<Setting<SiteAddress>> ReadAddresses(List<Token> words)
    {
        var addresses = new List<Setting<SiteAddress>>();
        if (LooksLikeDirective(words[0]))
            return addresses;

        foreach (var word in words)
        {
            foreach (var text in word.Text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (SiteAddressText.Read(text, word.Span.Find(text), context.Diagnostics) is { } address)
                    addresses.Add(address);
            }
        }

        return addresses;
    }

    // A file that begins with a directive has forgotten its site; "not a host name" would not tell.
    private bool LooksLikeDirective(Token word)
    {
        if (!DirectiveTable.IsName(word.Text))
            return false;

        context.Diagnostics.Error(
            DiagnosticCodes.MisplacedDirective,
            word.Span,
            $"`{word.Text}` is a directive, and here the address of a site is expected",
            "put it between the braces of a site: `:8080 { … }`");
        return true;
    }
}
