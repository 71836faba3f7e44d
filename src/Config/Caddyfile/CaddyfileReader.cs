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
        NameUnsetVariables(source.Unset, context.Diagnostics);
        return config with { Sites = sites, Ai = ai.Build() };
    }

    // Caddy puts nothing in the place of an unset variable, and so do we; but where a line is wrong, that is likely why.
    private static void NameUnsetVariables(IReadOnlyList<UnsetVariable> unset, DiagnosticBag diagnostics)
    {
        foreach (var (name, span) in unset.Where(variable => diagnostics.HasErrorWithout(variable.Name, variable.Span.Line)))
            diagnostics.Warning(DiagnosticCodes.UnsetVariable, span, $"the environment variable {name} is not set; nothing stands here");
    }
}
