using FerroGate.Config.Patterns;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary>One change of a header.</summary>
/// <param name="Operation">What it does.</param>
public sealed record HeaderRuleConfig(HeaderOperation Operation)
{
    /// <summary>The header's name; for a deletion it may begin or end with <c>*</c>.</summary>
    public Setting<string>? Name { get; init; }

    /// <summary>The value, or the replacement; <c>null</c> for a deletion.</summary>
    public Setting<Template>? Value { get; init; }

    /// <summary>What a replacement replaces.</summary>
    public Setting<RegularExpression>? Find { get; init; }
}
