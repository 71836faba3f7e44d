using FerroGate.Config.Model.Matchers;

namespace FerroGate.Config.Model.Directives;

/// <summary>Directives that stand together, with the matchers that are defined among them.</summary>
public sealed record DirectiveListConfig
{
    public static DirectiveListConfig Empty { get; } = new();

    /// <summary>The named matchers; directives of inner lists may use them too.</summary>
    public IReadOnlyList<MatcherConfig> Matchers { get; init; } = [];

    /// <summary>In the order in which they are tried.</summary>
    public IReadOnlyList<DirectiveConfig> Directives { get; init; } = [];
}
