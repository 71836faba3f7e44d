namespace FerroGate.Core.Limits;

/// <summary>A budget has been spent so far that somebody wants to know it.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="Account">Whose.</param>
/// <param name="Period">In which period.</param>
/// <param name="Percent">How much of it, at least.</param>
/// <param name="Committed">What was spent, in the budget's unit.</param>
public sealed record BudgetAlert(Budget Budget, QuotaAccount Account, Period Period, int Percent, Int128 Committed);
