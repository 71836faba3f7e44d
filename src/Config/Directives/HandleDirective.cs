using FerroGate.Config.Model.Directives;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary><c>handle</c>.</summary>
internal static class HandleDirective
{
    public static IDirective Value { get; } = new Directive<BlockConfig>(
        "handle",
        "Directives of which those of one block at most run: the first of the `handle` blocks beside each other that matches.",
        span => new BlockConfig(span, BlockKind.Handle),
        BodyShape.Block)
    {
        IsMine = block => block.Kind == BlockKind.Handle,
    };
}
