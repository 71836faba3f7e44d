using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary>Reads what the directives with directives inside have in common.</summary>
internal static class BlockReader
{
    public static void Read(Statement statement, DirectiveScope scope, BlockKind kind)
    {
        if (!PathMatcher.TryTake(statement, scope.Diagnostics, out var path, out var rest))
            return;

        if (rest.Count > 0)
        {
            scope.Diagnostics.Error(
                DiagnosticCodes.UnexpectedArgument,
                rest[0].Span,
                $"`{statement.Name.Text}` takes a path that begins with /, and nothing else");
        }

        if (statement.Block is null)
        {
            scope.Diagnostics.Error(
                DiagnosticCodes.MissingBlock, statement.Span, $"`{statement.Name.Text}` wants a block", "put { at the end of this line");
            return;
        }

        if (kind == BlockKind.HandlePath && path is null)
        {
            scope.Diagnostics.Error(
                DiagnosticCodes.MissingArgument,
                statement.Span,
                "`handle_path` wants the path that it takes off",
                "write `handle_path /prefix/* {`, or use `handle`");
        }

        var nested = scope.Nested();
        DirectiveTable.Read(statement.Block, nested);
        var directives = kind == BlockKind.Route ? nested.Directives : DirectiveOrder.Sort(nested.Directives);
        scope.Directives.Add(new BlockConfig(statement.Span, path, kind, directives));
    }
}
