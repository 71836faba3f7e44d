using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary><c>tracing</c>.</summary>
internal static class TracingDirective
{
    public static IDirective Value { get; } = new Directive<TracingConfig>(
        "tracing",
        "Makes the request a span of a trace.",
        span => new TracingConfig(span),
        new Shape<TracingConfig>()
            .Value("span", Forms.Template, tracing => tracing.Name, (tracing, name) => tracing with { Name = name }, "The name of the span.")
            .Block("span_attributes", () => Attributes, tracing => tracing.Attributes.Count > 0 ? tracing : null,
                (tracing, block) => tracing with { Attributes = block.Attributes }, entry => new TracingConfig(entry.NameSpan), "Attributes of the span.", OptionPlace.CaddyfileOnly)
            .Blocks("span_attributes", () => VariableShape.Shape, tracing => tracing.Attributes,
                (tracing, attributes) => tracing with { Attributes = attributes }, _ => new VariableConfig(),
                "Attributes of the span.", OptionPlace.TomlOnly))
    {
        Pending = "requests are not traced by this version",
    };

    private static Shape<TracingConfig> Attributes => field ??= new Shape<TracingConfig>()
        .Blocks("<name>", () => VariableShape.Shape, tracing => tracing.Attributes,
            (tracing, attributes) => tracing with { Attributes = attributes }, _ => new VariableConfig(), "A name and its value.", rest: true);
}
