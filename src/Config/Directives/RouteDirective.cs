using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;

namespace FerroGate.Config.Directives;

/// <summary><c>route</c>: directives that are tried in the order in which they are written.</summary>
internal static class RouteDirective
{
    public static void Read(Statement statement, DirectiveScope scope) => BlockReader.Read(statement, scope, BlockKind.Route);
}
