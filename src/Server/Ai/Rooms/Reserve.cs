using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Sixth room: takes the limits, holds tokens and money, and writes the exchange down before anything is sent.</summary>
internal sealed class Reserve(IGovernor governor, IExchangeJournal journal, Entering entering, TimeProvider clock)
{
    public async Task<Outcome<Admitted>> EnterAsync(Permit permit)
    {
        if (!journal.IsAvailable)
        {
            return LedgerUnavailable;
        }

        var asked = permit.Route.Asked;
        var key = asked.Caller.Key;
        var model = permit.Route.Model.Name;
        if (RequestSize.Check(asked, model) is { } tooLarge)
        {
            return tooLarge;
        }

        var now = clock.GetUtcNow();

        // What has no price cannot be counted in money.
        if (!(governor.CountsMoney(key, model) ? Affordable.Priced(permit, now) : permit).TryGet(out var priced, out var refusal))
        {
            return refusal;
        }

        permit = priced;
        var bound = OutputBound.Of(permit.Route);
        if (!Cap.Hold(permit, bound).TryGet(out var hold, out refusal))
        {
            return refusal;
        }

        var claim = new Claim(asked.Caller.Accepted.Facts.Identity.ExchangeId, key, model, hold) { Prices = Affordable.PricesOf(permit, now) };
        var patience = asked.Caller.Accepted.Snapshot.Reliability.BudgetWait;
        entering.Enter();
        try
        {
            if (!(await governor.ReserveAsync(claim, patience, asked.Caller.Accepted.Http.RequestAborted)).TryGet(out var reservation, out refusal))
            {
                return refusal;
            }

            try
            {
                return Admit(Affordable.Within(permit, now, claim, reservation), bound, isLess: reservation.Hold != hold, reservation);
            }
            catch
            {
                reservation.Dispose();
                throw;
            }
        }
        finally
        {
            entering.Leave();
        }
    }

    private Outcome<Admitted> Admit(Permit permit, OutputBound bound, bool isLess, Reservation reservation)
    {
        if (!Cap.Apply(permit, bound, isLess, reservation.Hold).TryGet(out var capped, out var refusal))
        {
            reservation.Dispose();
            return refusal;
        }

        var asked = permit.Route.Asked;
        var key = asked.Caller.Key;
        var written = new OpenedExchange(
            asked.Caller.Accepted.Facts.Identity.ExchangeId,
            reservation.ReservedAt,
            key.Id,
            key.Tenant,
            permit.Route.Model.Name,
            asked.Envelope.InputEstimate,
            reservation.Hold.Total,
            reservation.Hold.OutputAssumed)
        {
            HeldNanoUsd = (long)reservation.HeldNanoUsd,
        };
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
