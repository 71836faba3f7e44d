using FerroGate.Config.Patterns;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Matchers;

/// <summary>A regular expression over the path; what its groups catch is <c>{re.name.1}</c>.</summary>
public sealed record RegexpMatchConfig
{
    public Setting<string>? Name { get; init; }

    public Setting<RegularExpression>? Pattern { get; init; }
}
