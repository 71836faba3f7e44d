using FerroGate.Config.Patterns;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary>One line of <c>uri query</c>.</summary>
/// <param name="Operation">What it does.</param>
public sealed record QueryRuleConfig(QueryOperation Operation)
{
    public Setting<Template>? Name { get; init; }

    /// <summary>For a replacement: what is replaced.</summary>
    public Setting<RegularExpression>? Find { get; init; }

    /// <summary>The value, for a renaming the new name, for a replacement what takes the place; <c>null</c> for a deletion.</summary>
    public Setting<Template>? Value { get; init; }
}
