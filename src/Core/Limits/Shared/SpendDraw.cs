namespace FerroGate.Core.Limits.Shared;

/// <param name="Budget">Which budget, as it counts.</param>
/// <param name="Meter">What one account has spent of it in one period.</param>
/// <param name="Period">The period.</param>
/// <param name="Limit">How much may be spent; <c>null</c> where it is only counted.</param>
/// <param name="Amount">How much it is about.</param>
public readonly record struct SpendDraw(string Budget, string Meter, Period Period, long? Limit, Int128 Amount);
