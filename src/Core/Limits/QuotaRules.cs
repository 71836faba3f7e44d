namespace FerroGate.Core.Limits;

/// <summary>All limits and budgets but those of keys themselves, in the order of the config.</summary>
public sealed record QuotaRules
{
    /// <summary>No limits.</summary>
    public static QuotaRules None { get; } = new();

    public IReadOnlyList<Limit> Limits { get; init; } = [];

    public IReadOnlyList<Budget> Budgets { get; init; } = [];
}
