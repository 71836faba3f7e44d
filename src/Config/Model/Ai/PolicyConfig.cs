using FerroGate.Config.Text;
using FerroGate.Core.Policies;

namespace FerroGate.Config.Model.Ai;

/// <summary>A rule about who may ask for what; an empty list means everybody or everything.</summary>
public sealed record PolicyConfig
{
    public required Setting<string> Name { get; init; }

    public SubjectsConfig Subjects { get; init; } = new();

    public IReadOnlyList<Setting<string>> Models { get; init; } = [];

    public IReadOnlyList<Setting<string>> Providers { get; init; } = [];

    public IReadOnlyList<Setting<string>> ProviderModels { get; init; } = [];

    public Setting<bool>? Streaming { get; init; }

    public Setting<bool>? Tools { get; init; }

    public Setting<long>? OutputTokensOver { get; init; }

    public IReadOnlyList<Setting<string>> Dialects { get; init; } = [];

    public IReadOnlyList<Setting<string>> ClientIps { get; init; } = [];

    /// <summary>Each as <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<Setting<string>> Metadata { get; init; } = [];

    /// <summary>Each as <c>NAME=VALUE</c>, of the key.</summary>
    public IReadOnlyList<Setting<string>> KeyMetadata { get; init; } = [];

    public IReadOnlyList<Setting<HourRange>> UtcHours { get; init; } = [];

    public IReadOnlyList<Setting<DayOfWeek>> UtcDays { get; init; } = [];

    public Setting<PolicyEffect>? Effect { get; init; }

    /// <summary>The code of the refusal; the default is <c>policy_denied</c>.</summary>
    public Setting<string>? Code { get; init; }

    public Setting<string>? Message { get; init; }

    public Setting<bool>? Enabled { get; init; }
}
