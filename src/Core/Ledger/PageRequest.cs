namespace FerroGate.Core.Ledger;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Offset">How many items to pass over.</param>
/// <param name="Limit">How many to give at most.</param>
/// <param name="Window">How many of the newest items are visible at all.</param>
public sealed record PageRequest(int Offset, int Limit, int Window);
