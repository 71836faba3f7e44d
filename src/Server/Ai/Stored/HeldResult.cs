using FerroGate.Core.Limits;
using FerroGate.Core.Stored;

namespace FerroGate.Server.Ai.Stored;

/// <summary>A response that a provider makes in the background, and what is held for it.</summary>
/// <param name="Hold">What is known of it.</param>
/// <param name="Reservation">What is held; <c>null</c> while the exchange that asked for it still runs, and settles it itself.</param>
/// <param name="AskedAt">The clock's timestamp of its making, or of the last question for it.</param>
internal sealed record HeldResult(BackgroundHold Hold, Reservation? Reservation, long AskedAt)
{
    /// <summary>Bytes of content that clients were sent of it, to estimate from.</summary>
    public long ContentBytes { get; init; }

    /// <summary>What became of it, where it is known and not settled yet: the exchange that asked for it is not through, or the journal is away.</summary>
    public KnownResult? Result { get; init; }
}
