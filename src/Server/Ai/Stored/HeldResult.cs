using FerroGate.Core.Limits;
using FerroGate.Core.Stored;

namespace FerroGate.Server.Ai.Stored;

/// <summary>A response that a provider makes in the background, and what is held for it.</summary>
/// <param name="Hold">What is known of it.</param>
/// <param name="Reservation">What is held.</param>
/// <param name="AskedAt">The clock's timestamp of its making, or of the last question for it.</param>
internal sealed record HeldResult(BackgroundHold Hold, Reservation Reservation, long AskedAt);
