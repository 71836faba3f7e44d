using FerroGate.Config.Model.Directives;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>handle_path</c>.</summary>
internal static class HandlePathDirective
{
    public static IDirective Value { get; } = new Directive<BlockConfig>(
        "handle_path",
        "As `handle`, with the matched prefix taken off the path.",
        span => new BlockConfig(span, BlockKind.HandlePath),
        BodyShape.Block)
    {
        IsMine = block => block.Kind == BlockKind.HandlePath,
        Check = static (config, entry, context) =>
        {
            if (config.Match is not { Value: ['/', ..] })
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.MissingArgument,
                    entry.NameSpan,
                    "`handle_path` wants the path that it takes off",
                    "write `handle_path /prefix/* {`, or use `handle`");
            }
        },
    };
}
