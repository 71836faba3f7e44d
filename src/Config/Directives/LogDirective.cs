using FerroGate.Config.Caddyfile;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>log</c>: the site's requests are in the access log.</summary>
internal static class LogDirective
{
    public static void Read(Statement statement, DirectiveScope scope)
    {
        if (!scope.BelongsToSite(statement))
            return;

        if (statement.Arguments.Count > 0)
        {
            scope.Diagnostics.NotSupported(statement.Arguments[0].Span, "a name after `log`");
        }
        else if (statement.Block is not null)
        {
            scope.Diagnostics.NotSupported(
                statement.Span, "`log` with a block", "write `log` alone; `telemetry { access_log … }` says what is written");
        }
        else if (scope.Site!.Log is not null)
        {
            scope.Diagnostics.Error(DiagnosticCodes.DuplicateOption, statement.Span, "`log` is given twice in this site");
        }
        else
        {
            scope.Site.Log = new Setting<bool>(true, statement.Span);
        }
    }
}
