using FerroGate.Config.Directives;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>Blocks that hold directives.</summary>
internal static class BodyShape
{
    public static Shape<BlockConfig> Block { get; } = new Shape<BlockConfig> { NeedsBlock = true }
        .Add(new DirectiveListOption<BlockConfig>(
            block => block.Body, (block, body) => block with { Body = body }, block => block.Kind == BlockKind.Route));

    /// <summary><c>handle_errors [STATUS…] { … }</c>.</summary>
    public static Shape<HandleErrorsConfig> Errors { get; } =
        new Shape<HandleErrorsConfig>(Arguments.InOrder("statuses...")) { NeedsBlock = true }
            .List("statuses", ResponseMatchShape.Status, errors => errors.Statuses,
                (errors, statuses) => errors with { Statuses = statuses }, "Only errors of these statuses.", OptionPlace.Line,
                fallback: "every one")
            .Add(new DirectiveListOption<HandleErrorsConfig>(errors => errors.Body, (errors, body) => errors with { Body = body }));

    /// <summary><c>handle_response [@MATCHER] { … }</c>.</summary>
    public static Shape<HandleResponseConfig> Response { get; } =
        new Shape<HandleResponseConfig>(Arguments.InOrder("match_response")) { NeedsBlock = true }
            .Value("match_response", ResponseHandlingShape.MatcherName, handle => handle.Match,
                (handle, match) => handle with { Match = match }, "The answers that it is for.", OptionPlace.Line, fallback: "every one")
            .Add(new DirectiveListOption<HandleResponseConfig>(handle => handle.Body, (handle, body) => handle with { Body = body }));
}
