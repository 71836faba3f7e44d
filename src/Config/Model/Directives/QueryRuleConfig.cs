using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary>One line of <c>uri query</c>.</summary>
/// <param name="Operation">What it does.</param>
public sealed record QueryRuleConfig(QueryOperation Operation)
{
    public Setting<Template>? Name { get; init; }

    /// <summary>The value, or for a renaming the new name; <c>null</c> for a deletion.</summary>
    public Setting<Template>? Value { get; init; }
}
