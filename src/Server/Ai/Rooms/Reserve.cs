using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Sixth room: takes the limits, holds the tokens and writes the exchange down before anything is sent.</summary>
internal sealed class Reserve(Governor governor, IExchangeJournal journal)
{
    public Outcome<Admitted> Enter(Permit permit)
    {
        if (!journal.IsAvailable)
        {
            return LedgerUnavailable;
        }

        var asked = permit.Route.Asked;
        var envelope = asked.Envelope;
        var bound = OutputBound.Of(permit.Route);
        if (!Cap.Hold(permit, bound).TryGet(out var hold, out var refusal)
            || !governor.Reserve(asked.Caller.Key, hold).TryGet(out var reservation, out refusal))
        {
            return refusal;
        }

        if (!Cap.Apply(permit, bound, isLess: reservation.Hold != hold, reservation.Hold).TryGet(out var capped, out refusal))
        {
            reservation.Dispose();
            return refusal;
        }

        var key = asked.Caller.Key;
        var written = new OpenedExchange(
            asked.Caller.Accepted.Facts.Identity.ExchangeId,
            reservation.ReservedAt,
            key.Id,
            key.Tenant,
            permit.Route.Model.Name,
            envelope.InputEstimate,
            reservation.Hold.Total,
            reservation.Hold.OutputAssumed);
        return new Admitted(capped, reservation, written, journal.OpenAsync(written));
    }

    /// <summary>What cannot be written down is not done.</summary>
    public static Refusal LedgerUnavailable => new(
        503,
        ErrorType.Api,
        RefusalCodes.LedgerUnavailable,
        "The gateway cannot write its ledger, so it answers no AI requests until it can.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };
}
