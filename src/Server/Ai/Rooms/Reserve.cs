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
        var hold = TokenHold.For(envelope.InputBound, MostOutput(permit), envelope.Choices);
        if (!governor.Reserve(asked.Caller.Key, hold).TryGet(out var reservation, out var refusal))
        {
            return refusal;
        }

        var key = asked.Caller.Key;
        var opened = journal.OpenAsync(new OpenedExchange(
            asked.Caller.Accepted.Facts.Identity.ExchangeId,
            reservation.ReservedAt,
            key.Id,
            key.Tenant,
            permit.Route.Model.Name,
            envelope.InputEstimate,
            hold.Total,
            hold.OutputAssumed));
        return new Admitted(permit, reservation, opened);
    }

    // The dearest of what the targets are asked for.
    private static long? MostOutput(Permit permit) => permit.Route.Asked.Envelope.MaxOutputTokens is { } asked
        ? permit.Targets.Max(target => Math.Max(asked, target.Translated?.RaisedLimit ?? asked))
        : null;

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
