using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary>A name and its value.</summary>
public sealed record VariableConfig
{
    public Setting<string>? Name { get; init; }

    public Setting<Template>? Value { get; init; }
}
