namespace FerroGate.Core.Limits.Shared;

/// <summary>Where an exchange stands in a line.</summary>
/// <param name="Mode">Whether it waits.</param>
/// <param name="Spend">For which of its budgets it waits already, from 0; <c>null</c> for none.</param>
/// <param name="Ticket">Its place among all who wait.</param>
public readonly record struct LinePlace(LineMode Mode, int? Spend, long? Ticket);
