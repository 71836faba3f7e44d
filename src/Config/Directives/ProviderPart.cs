using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>provider NAME { … }</c> in <c>ai_gateway</c>.</summary>
internal static class ProviderPart
{
    public static void Read(Statement part, DirectiveScope scope)
    {
        if (part.Arguments.Count == 0)
        {
            scope.Diagnostics.Error(DiagnosticCodes.MissingArgument, part.Span, "`provider` wants a name");
            return;
        }

        part.RefuseArguments(scope.Diagnostics, from: 1);
        var name = new Setting<string>(part.Arguments[0].Text, part.Arguments[0].Span);
        var errors = scope.Diagnostics.ErrorCount;
        var provider = new ProviderConfig { Name = name };
        scope.Ai.Providers.Add(ProviderOptions.Table.Read(provider, BlockOptions.Of(part, scope.Diagnostics), "provider", scope.Context));
        if (scope.Diagnostics.ErrorCount > errors)
            scope.Context.MarkIncomplete(name.Span);
    }
}
