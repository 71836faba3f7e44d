using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Refusals;

namespace FerroGate.Core.Tests.Limits;

/// <summary>Asks a governor without waiting in line.</summary>
internal static class GovernorSteps
{
    public static Outcome<Reservation> TryReserve(this Governor governor, VirtualKey key, TokenHold hold) => governor.TryReserve(new Claim(key, "model", hold));

    public static Outcome<Reservation> TryReserve(this Governor governor, Claim claim)
    {
        var answer = governor.ReserveAsync(claim, TimeSpan.Zero, CancellationToken.None).AsTask();
        Assert.True(answer.IsCompletedSuccessfully);
        return answer.Result;
    }
}
