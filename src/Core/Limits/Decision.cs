using FerroGate.Core.Refusals;

namespace FerroGate.Core.Limits;

/// <summary>What a governor says to a claim at one moment.</summary>
/// <param name="Outcome">What was taken, or why nothing was.</param>
internal readonly record struct Decision(Outcome<Reservation> Outcome)
{
    /// <summary>What it would have to wait for.</summary>
    public Spend? HeldUp { get; init; }
}
