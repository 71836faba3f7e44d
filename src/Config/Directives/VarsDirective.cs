using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary><c>vars</c>.</summary>
internal static class VarsDirective
{
    public static IDirective Value { get; } = new Directive<VarsConfig>(
        "vars",
        "Gives names to values, for `{vars.*}`.",
        span => new VarsConfig(span),
        new Shape<VarsConfig>(Arguments.OfRow("[<name> <value>]"))
            .Blocks("<name>", () => VariableShape.Shape, vars => vars.Variables, (vars, variables) => vars with { Variables = variables },
                _ => new VariableConfig(), "A name and its value.", rest: true, required: true, key: "variables"));

}
