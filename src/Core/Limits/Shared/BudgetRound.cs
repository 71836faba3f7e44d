using System.Collections.Frozen;

namespace FerroGate.Core.Limits.Shared;

/// <summary>Budgets as they were built, of which this gateway tells all that it knows.</summary>
/// <param name="Number">Counts rounds.</param>
/// <param name="Builds">The build of each budget that counts here and is built.</param>
internal sealed record BudgetRound(int Number, IReadOnlyDictionary<string, string> Builds)
{
    /// <summary>Every budget that counts here is built.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Nothing is built.</summary>
    public static BudgetRound None { get; } = new(0, FrozenDictionary<string, string>.Empty);
}
