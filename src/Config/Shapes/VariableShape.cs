using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>A name and its value.</summary>
internal static class VariableShape
{
    public static Shape<VariableConfig> Shape { get; } = new Shape<VariableConfig>(Arguments.InOrder("name", "value"))
        .Value("name", Forms.Text.Such("name", "shard", "max-age"), variable => variable.Name,
            (variable, name) => variable with { Name = name }, "The name.", OptionPlace.Line, required: true)
        .Value("value", Forms.Template, variable => variable.Value, (variable, value) => variable with { Value = value },
            "The value.", OptionPlace.Line, required: true);
}
