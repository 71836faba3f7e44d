namespace FerroGate.Config.Model.Directives;

/// <summary>What is done with answers of certain kinds.</summary>
public sealed record ResponseHandlingConfig
{
    public static ResponseHandlingConfig None { get; } = new();

    /// <summary>The named response matchers.</summary>
    public IReadOnlyList<ResponseMatcherConfig> Matchers { get; init; } = [];

    public IReadOnlyList<ReplaceStatusConfig> Statuses { get; init; } = [];

    public IReadOnlyList<HandleResponseConfig> Handlers { get; init; } = [];
}
