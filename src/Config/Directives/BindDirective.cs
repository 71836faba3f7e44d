using FerroGate.Config.Caddyfile;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>bind ADDRESS…</c>: the interfaces that the site listens on.</summary>
internal static class BindDirective
{
    public static void Read(Statement statement, DirectiveScope scope)
    {
        if (!scope.BelongsToSite(statement))
            return;

        if (statement.Block is not null)
        {
            scope.Diagnostics.NotSupported(statement.Span, "`bind` with a block");
            return;
        }

        if (statement.Arguments.Count == 0)
            scope.Diagnostics.Error(DiagnosticCodes.MissingArgument, statement.Span, "`bind` wants one address or several");

        foreach (var address in statement.Arguments)
        {
            // [::1] is how people write it where a port follows; here none does.
            var text = address.Text.StartsWith('[') && address.Text.EndsWith(']') ? address.Text[1..^1] : address.Text;
            scope.Site!.Binds.Add(new Setting<string>(text, address.Span));
        }
    }
}
