using FerroGate.Config.Patterns;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Matchers;

/// <summary>A regular expression over a header or a variable.</summary>
public sealed record FieldRegexpMatchConfig
{
    /// <summary>The name of its captures.</summary>
    public Setting<string>? Name { get; init; }

    /// <summary>The header or the variable.</summary>
    public Setting<string>? Field { get; init; }

    public Setting<RegularExpression>? Pattern { get; init; }
}
