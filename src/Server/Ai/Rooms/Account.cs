using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Usage;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>The ledger entries of an exchange: its own, and one for each attempt that failed and is charged all the same.</summary>
internal static class Account
{
    public static LedgerEntry Of(Exchange exchange, DateTimeOffset now) =>
        Entry(exchange, exchange.Target, exchange.Usage, exchange.Ending, now) with { Status = exchange.Status };

    /// <summary>Those of the given attempts, each at the price of its own target.</summary>
    public static IReadOnlyList<LedgerEntry> Of(Exchange exchange, IEnumerable<Asking> failures, DateTimeOffset now) =>
        [.. failures.Select(failure => Entry(exchange, failure.Target, failure.Usage, failure.Ending, now) with { FailedAttempt = failure.Number })];

    private static LedgerEntry Entry(
        Exchange exchange, Target? target, (TokenUsage Usage, UsageSource Source) used, Ending ending, DateTimeOffset now)
    {
        var admitted = exchange.Admitted;
        return new LedgerEntry
        {
            ExchangeId = admitted.Facts.Identity.ExchangeId,
            ReservedAt = admitted.Reservation.ReservedAt,
            SettledAt = now,
            KeyId = admitted.Key.Id,
            Tenant = admitted.Key.Tenant,
            Model = admitted.Permit.Route.Model.Name,
            Provider = target?.Provider.Name,
            ProviderModel = target?.ProviderModel,
            Ending = ending,
            Status = null,
            Usage = used.Usage,
            UsageSource = used.Source,
            OutputAssumed = admitted.Reservation.Hold.OutputAssumed,
            Cost = target?.CostOf(used.Usage, admitted.Reservation.ReservedAt),
        };
    }
}
