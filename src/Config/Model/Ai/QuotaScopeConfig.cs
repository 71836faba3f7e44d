using FerroGate.Config.Text;
using FerroGate.Core.Limits;

namespace FerroGate.Config.Model.Ai;

/// <summary>Which requests a limit or budget is for; an empty list means everybody or everything.</summary>
public sealed record QuotaScopeConfig
{
    public IReadOnlyList<Setting<string>> OrganizationIds { get; init; } = [];

    public IReadOnlyList<Setting<string>> TeamIds { get; init; } = [];

    public IReadOnlyList<Setting<string>> ProjectIds { get; init; } = [];

    public IReadOnlyList<Setting<string>> UserIds { get; init; } = [];

    public IReadOnlyList<Setting<string>> ApiKeyIds { get; init; } = [];

    public IReadOnlyList<Setting<string>> Models { get; init; } = [];

    public Setting<LimitLevel>? Per { get; init; }

    public Setting<bool>? PerModel { get; init; }
}
