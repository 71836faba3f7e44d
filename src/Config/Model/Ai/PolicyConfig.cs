using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>A rule that denies; an empty list means everybody or everything.</summary>
public sealed record PolicyConfig
{
    public required Setting<string> Name { get; init; }

    public IReadOnlyList<Setting<string>> OrganizationIds { get; init; } = [];

    public IReadOnlyList<Setting<string>> ProjectIds { get; init; } = [];

    public IReadOnlyList<Setting<string>> ApiKeyIds { get; init; } = [];

    public IReadOnlyList<Setting<string>> Models { get; init; } = [];

    public IReadOnlyList<Setting<string>> Providers { get; init; } = [];

    /// <summary><c>deny</c>, the only one.</summary>
    public Setting<string>? Effect { get; init; }

    /// <summary>The code of the refusal; the default is <c>policy_denied</c>.</summary>
    public Setting<string>? Code { get; init; }

    public Setting<string>? Message { get; init; }

    public Setting<bool>? Enabled { get; init; }
}
