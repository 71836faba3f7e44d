using FerroGate.Core.Money;

namespace FerroGate.Core.Aggregates;

/// <summary>What budgets need to know of one subject's usage in one span.</summary>
/// <param name="Range">What it was asked for with.</param>
/// <param name="Start">The first day of the span in which the exchanges were reserved.</param>
/// <param name="Subject">Whose usage it is, and of what, as far as <see cref="PastRange.Rollup"/> tells that apart.</param>
/// <param name="BudgetTokens">What token budgets count.</param>
/// <param name="Cost">The sum of the known costs.</param>
public readonly record struct PastUsage(PastRange Range, DateOnly Start, UsageSubject Subject, long BudgetTokens, NanoUsd Cost);
