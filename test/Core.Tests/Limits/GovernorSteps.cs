using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Refusals;

namespace FerroGate.Core.Tests.Limits;

/// <summary>Asks a governor without waiting in line, and gives it rules of which nothing was spent before.</summary>
internal static class GovernorSteps
{
    public static void Use(this Governor governor, QuotaRules rules) => governor.Change(rules).Apply();

    public static Outcome<Reservation> TryReserve(this Governor governor, VirtualKey key, TokenHold hold) => governor.TryReserve(new Claim(ExchangeId.New(TimeProvider.System), key, "model", hold));

    public static Outcome<Reservation> TryReserve(this Governor governor, Claim claim)
    {
        var answer = governor.ReserveAsync(claim, TimeSpan.Zero, CancellationToken.None).AsTask();
        Assert.True(answer.IsCompletedSuccessfully);
        return answer.Result;
    }
}
