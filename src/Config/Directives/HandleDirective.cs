using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;

namespace FerroGate.Config.Directives;

/// <summary><c>handle</c>: directives that exclude those of its siblings.</summary>
internal static class HandleDirective
{
    public static void Read(Statement statement, DirectiveScope scope) => BlockReader.Read(statement, scope, BlockKind.Handle);
}
