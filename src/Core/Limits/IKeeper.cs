namespace FerroGate.Core.Limits;

/// <summary>Who has made a reservation, and keeps the meters that it takes.</summary>
internal interface IKeeper
{
    ValueTask<bool> TryExtendAsync(Reservation reservation, Int128 tokens, Int128 nanoUsd);

    void HoldAtLeast(Reservation reservation, Int128 tokens, Int128 nanoUsd);

    /// <summary>The ledger has what was used.</summary>
    void Settle(Reservation reservation, Int128 tokens, Int128 nanoUsd);

    /// <summary>Nothing was used, and the ledger has nothing of it.</summary>
    void GiveBack(Reservation reservation);

    Reservation HandOn(Reservation reservation);
}
