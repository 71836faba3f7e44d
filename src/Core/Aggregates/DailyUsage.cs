using FerroGate.Core.Money;

namespace FerroGate.Core.Aggregates;

/// <summary>What budgets need to know of one subject's usage on one day (UTC).</summary>
/// <param name="Day">The day on which the exchanges were reserved.</param>
/// <param name="Subject">Whose usage it is, and of what.</param>
/// <param name="BudgetTokens">What token budgets count.</param>
/// <param name="Cost">The sum of the known costs.</param>
public readonly record struct DailyUsage(DateOnly Day, UsageSubject Subject, long BudgetTokens, NanoUsd Cost);
