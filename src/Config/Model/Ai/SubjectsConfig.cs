using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>Whose requests something is for; an empty list means everybody.</summary>
public sealed record SubjectsConfig
{
    public IReadOnlyList<Setting<string>> OrganizationIds { get; init; } = [];

    public IReadOnlyList<Setting<string>> TeamIds { get; init; } = [];

    public IReadOnlyList<Setting<string>> ProjectIds { get; init; } = [];

    public IReadOnlyList<Setting<string>> UserIds { get; init; } = [];

    public IReadOnlyList<Setting<string>> ApiKeyIds { get; init; } = [];
}
