using FerroGate.Config.Directives;
using FerroGate.Config.GlobalOptions;
using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>Reads a Caddyfile: global options first, then one site after the other.</summary>
internal static class CaddyfileReader
{
    public static GatewayConfig Read(SourceFile file, ConfigContext context)
    {
        var source = SubstitutedText.Of(file, context.Variable);
        var tokens = Lexer.Read(source, context.Diagnostics);
        var statements = StatementReader.Read(tokens, source.Unset, context.Diagnostics);
        var config = new GatewayConfig();
        var first = 0;
        if (statements.Count > 0 && statements[0].Name.Opens)
        {
            config = GlobalOptionTable.Read(config, statements[0], context);
            first = 1;
        }

        var ai = new AiBuilder();
        var sites = new SiteReader(ai, context).Read([.. statements.Skip(first)]);
        return config with { Sites = sites, Ai = ai.Build() };
    }
}
