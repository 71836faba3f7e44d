using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;

namespace FerroGate.Config.Directives;

/// <summary><c>method</c>.</summary>
internal static class MethodDirective
{
    public static IDirective Value { get; } = new Directive<MethodConfig>(
        "method",
        "Changes the method of the request.",
        span => new MethodConfig(span),
        new Shape<MethodConfig>(Arguments.InOrder("method"))
            .Value("method", Forms.Template.Such("method", "POST"), method => method.Method, (method, name) => method with { Method = name },
                "The method that the request gets.", OptionPlace.Line, required: true));
}
