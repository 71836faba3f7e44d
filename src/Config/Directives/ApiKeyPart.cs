using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>api_key ID { … }</c> in <c>ai_gateway</c>.</summary>
internal static class ApiKeyPart
{
    public static void Read(Statement part, DirectiveScope scope)
    {
        if (part.Arguments.Count == 0)
        {
            scope.Diagnostics.Error(DiagnosticCodes.MissingArgument, part.Span, "`api_key` wants an id");
            return;
        }

        part.RefuseArguments(scope.Diagnostics, from: 1);
        var id = new Setting<string>(part.Arguments[0].Text, part.Arguments[0].Span);
        var errors = scope.Diagnostics.ErrorCount;
        var key = new ApiKeyConfig { Id = id };
        scope.Ai.ApiKeys.Add(ApiKeyOptions.Table.Read(key, BlockOptions.Of(part, scope.Diagnostics), "api_key", scope.Context));
        if (scope.Diagnostics.ErrorCount > errors)
            scope.Context.MarkIncomplete(id.Span);
    }
}
