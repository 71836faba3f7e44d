using FerroGate.Config.Text;
using FerroGate.Core.Limits;

namespace FerroGate.Config.Model.Ai;

/// <summary>Which requests a limit or budget is for; an empty list means everybody or everything.</summary>
public sealed record QuotaScopeConfig
{
    public SubjectsConfig Subjects { get; init; } = new();

    public IReadOnlyList<Setting<string>> Models { get; init; } = [];

    public Setting<LimitLevel>? Per { get; init; }

    public Setting<bool>? PerModel { get; init; }
}
