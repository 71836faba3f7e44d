using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;

namespace FerroGate.Config.Directives;

/// <summary><c>handle_path</c>: as <c>handle</c>, with the path taken off.</summary>
internal static class HandlePathDirective
{
    public static void Read(Statement statement, DirectiveScope scope) => BlockReader.Read(statement, scope, BlockKind.HandlePath);
}
