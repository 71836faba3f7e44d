using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>ai_gateway { … }</c>: the site serves the AI paths; providers, models and keys are defined in the block.</summary>
internal static class AiGatewayDirective
{
    private static readonly (string Name, Action<Statement, DirectiveScope> Read)[] Parts =
    [
        ("provider", ProviderPart.Read),
        ("model", ModelPart.Read),
        ("api_key", ApiKeyPart.Read),
    ];

    private static readonly string[] Later = ["route", "policy", "auth", "cache", "guardrail", "limits"];

    public static void Read(Statement statement, DirectiveScope scope)
    {
        if (!scope.BelongsToSite(statement))
            return;

        statement.RefuseArguments(scope.Diagnostics);
        if (scope.Directives.OfType<AiGatewayConfig>().Any())
            scope.Diagnostics.Error(DiagnosticCodes.DuplicateOption, statement.Span, "`ai_gateway` is given twice in this site");

        foreach (var part in statement.Block ?? [])
        {
            var name = part.Name.Text;
            if (Array.Find(Parts, known => known.Name == name).Read is { } read)
            {
                read(part, scope);
            }
            else if (Later.Contains(name))
            {
                scope.Diagnostics.NotSupported(part.Span, $"`{name}` in `ai_gateway`");
            }
            else
            {
                scope.Diagnostics.Error(
                    DiagnosticCodes.UnknownOption,
                    part.Span,
                    $"`ai_gateway` has no option `{name}`",
                    NearestName.HintOrList(name, [.. Parts.Select(known => known.Name)]));
            }
        }

        scope.Directives.Add(new AiGatewayConfig(statement.Span));
    }
}
