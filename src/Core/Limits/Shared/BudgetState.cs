namespace FerroGate.Core.Limits.Shared;

/// <param name="Budget">Which budget, as it counts.</param>
/// <param name="Build">When it was made of the ledger; <c>null</c> where it is not.</param>
/// <param name="IsOpen">Everybody has told what is not in the ledger yet.</param>
public readonly record struct BudgetState(string Budget, string? Build, bool IsOpen = false);
