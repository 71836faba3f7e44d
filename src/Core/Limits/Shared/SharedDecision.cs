using FerroGate.Core.Refusals;

namespace FerroGate.Core.Limits.Shared;

/// <summary>What a governor says to a claim at one moment.</summary>
/// <param name="Outcome">What was taken, or why nothing was.</param>
/// <param name="Waits">Asking again may help soon.</param>
internal readonly record struct SharedDecision(Outcome<Reservation> Outcome, bool Waits = false);
