using FerroGate.Config.Caddyfile.Imports;
using FerroGate.Config.Model;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>Reads a Caddyfile: global options first, then one site after the other.</summary>
internal static class CaddyfileReader
{
    /// <summary><c>null</c> where there is more text than can be read.</summary>
    public static GatewayConfig? Read(SourceFile file, ConfigContext context)
    {
        var texts = new SourceTexts(context);
        var words = ImportReader.Read(file, texts, context);
        if (context.Budget.IsSpent)
            return null;

        var statements = StatementReader.Read(words, texts.Unset, context.Diagnostics);
        var config = new GatewayConfig();
        var first = 0;
        if (statements.Count > 0 && statements[0].Name.Opens)
        {
            config = GatewayShape.Shape.Read(config, CaddyfileEntries.Of(statements[0]) with { IsWhole = true }, context) ?? config;
            context.Ai = config.Ai;
            first = 1;
        }

        var sites = new SiteReader(context).Read([.. statements.Skip(first)]);
        texts.Unset.NameThoseOfWrongLines(context.Diagnostics);
        return config with { Sites = sites, Ai = context.Ai };
    }
}
