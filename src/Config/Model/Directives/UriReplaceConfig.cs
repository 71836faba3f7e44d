using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>uri replace</c>.</summary>
public sealed record UriReplaceConfig
{
    public Setting<Template>? Find { get; init; }

    public Setting<Template>? Replacement { get; init; }

    /// <summary>At most so many times; 0 and absence are every time.</summary>
    public Setting<int>? Limit { get; init; }
}
