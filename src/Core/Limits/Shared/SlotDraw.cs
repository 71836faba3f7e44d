namespace FerroGate.Core.Limits.Shared;

/// <param name="Meter">The limit of what one account runs at a time.</param>
/// <param name="Limit">How much may.</param>
public readonly record struct SlotDraw(string Meter, long Limit);
