using FerroGate.Config.Model.Directives;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary><c>route</c>.</summary>
internal static class RouteDirective
{
    public static IDirective Value { get; } = new Directive<BlockConfig>(
        "route",
        "Directives that are tried in the order in which they are written.",
        span => new BlockConfig(span, BlockKind.Route),
        BodyShape.Block)
    {
        IsMine = block => block.Kind == BlockKind.Route,
    };
}
