namespace FerroGate.Core.Aggregates;

/// <summary>Sums that budgets are made of.</summary>
/// <param name="Span">Of which spans.</param>
/// <param name="From">The first day, on which such a span begins.</param>
/// <param name="Rollup">What the sums tell apart.</param>
public sealed record PastRange(UsageSpan Span, DateOnly From, UsageRollup Rollup);
