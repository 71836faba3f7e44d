using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary><c>intercept</c>.</summary>
internal static class InterceptDirective
{
    public static IDirective Value { get; } = new Directive<InterceptConfig>(
        "intercept",
        "Looks at the answers of what follows, and may put others in their place.",
        span => new InterceptConfig(span),
        new Shape<InterceptConfig>
        {
            NeedsBlock = true,
            Check = (intercept, _, context) => ResponseHandlingShape.CheckNames(intercept.Responses, context),
        }
            .Part(intercept => intercept.Responses, (intercept, responses) => intercept with { Responses = responses },
                ResponseHandlingShape.Shape));
}
