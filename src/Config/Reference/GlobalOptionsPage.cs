using FerroGate.Config.Shapes;

namespace FerroGate.Config.Reference;

/// <summary>The global options, and the top of a TOML config.</summary>
internal static class GlobalOptionsPage
{
    private const string FileName = "global-options.md";

    private const string Introduction =
        """
        Global options speak of the whole gateway. In a Caddyfile they are the block without a name at its beginning, in TOML the keys
        and tables at its top.
        """;

    private const string Example =
        """
        {
        	admin 127.0.0.1:2019
        	grace_period 30s
        	reliability {
        		provider_first_byte_timeout_secs 120
        		provider_dispatch_max_retries 1
        	}
        	data {
        		path /var/lib/ferrogate
        	}
        }

        http://:8080 {
        	respond "Hello"
        }
        """;

    public static ReferencePage Make(ShapeHomes homes)
    {
        var page = new MarkdownText().Heading(1, "Global options").Text(Introduction)
            .Code("caddyfile", Example).Code("toml", ExampleText.InToml(Example))
            .Heading(2, "Options");
        new ShapeSection(page, FileName, homes).Options(null, GatewayShape.Shape.Options, level: 3);
        return new(FileName, page.ToString());
    }
}
