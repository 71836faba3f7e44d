using FerroGate.Config.Patterns;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>uri path_regexp</c>.</summary>
public sealed record UriPathRegexpConfig
{
    public Setting<RegularExpression>? Find { get; init; }

    /// <summary>With <c>$1</c> and <c>${name}</c> for what the groups caught.</summary>
    public Setting<Template>? Replacement { get; init; }
}
