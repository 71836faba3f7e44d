using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Toml;

namespace FerroGate.Config.Reference;

/// <summary>The sites, and what the top of a TOML config says of its own.</summary>
internal static class SitesPage
{
    private const string FileName = "sites.md";

    private const string Introduction =
        """
        A site is what answers at some addresses. In a Caddyfile it begins with them, and its block holds [directives](directives.md)
        and what is in the table below; a Caddyfile of one site may leave the braces away. In TOML it is a table of the array `sites`.
        """;

    private const string Addresses =
        """
        | address | answers |
        |---|---|
        | `http://example.com` | this host, on port 80 or what `http_port` says |
        | `http://*.example.com:8080` | every host with one label more, on port 8080 |
        | `http://:8080`, `:8080` | every host, on port 8080 |
        | `http://[::1]:8080` | a literal address as the host |
        | `http://example.com/docs/*` | only these paths |
        | `https://example.com`, `example.com` | with TLS, on port 443 or what `https_port` says |

        Several addresses stand beside each other with commas. The site whose host and path say most takes a request.
        """;

    private const string Example =
        """
        http://example.com, http://www.example.com {
        	bind 127.0.0.1 ::1
        	log {
        		output file /var/log/ferrogate/access.log
        		format json
        	}
        	root /srv/www
        	file_server
        }
        """;

    private const string OfToml =
        """
        A TOML config can say more shortly that the AI gateway listens somewhere and passes other requests on: `listen`, `tls`,
        `upstreams` and `routes` at its top make one site with `ai_gateway` on it. With none of them and without `sites` there is that
        site all the same, at `127.0.0.1:8080`.

        ```toml
        listen = "127.0.0.1:8080"

        [[upstreams]]
        name = "app"
        urls = ["http://localhost:9000", "http://localhost:9001"]

        [[routes]]
        name = "app"
        upstream = "app"
        path_prefixes = ["/app"]
        strip_prefix = "/app"
        ```
        """;

    public static ReferencePage Make(ShapeHomes homes)
    {
        var page = new MarkdownText().Heading(1, "Sites").Text(Introduction)
            .Code("caddyfile", Example).Code("toml", ExampleText.InToml(Example))
            .Heading(2, "Addresses").Text(Addresses)
            .Heading(2, "Options");
        homes.TryAdd(SiteShape.Shape, FileName, "Options");
        var section = new ShapeSection(page, FileName, homes);
        section.Options(null, SiteShape.Shape.Options, level: 3);
        page.Heading(2, "The site of a TOML config").Text(OfToml);
        section.Options("toml", ListenShape.Shape.Options, level: 3, OptionPlace.TomlOnly);
        return new(FileName, page.ToString());
    }
}
