using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;

namespace FerroGate.Core.Ledger;

/// <summary>
/// The account of an exchange: who asked, who answered, what it used and cost, how it ended. Each exchange has one, and beside it one
/// for each attempt that failed and was charged all the same.
/// </summary>
public sealed record LedgerEntry
{
    public required ExchangeId ExchangeId { get; init; }

    /// <summary>The number of the failed attempt that this accounts for, from 1; <c>null</c> in the one of the exchange itself.</summary>
    public int? FailedAttempt { get; init; }

    /// <summary>
    /// The exchange whose entry was wrong; this one has an identity of its own, and its counters and cost are what is to be added to that.
    /// <c>null</c> in every other entry.
    /// </summary>
    public ExchangeId? Corrects { get; init; }

    /// <summary>Why it was corrected.</summary>
    public string? Reason { get; init; }

    /// <summary>It gives a cost to an entry that had none that was known.</summary>
    public bool MakesCostKnown { get; init; }

    /// <summary>The gateway that settled it, where the ledger is that of several; else <c>null</c>.</summary>
    public string? Node { get; init; }

    /// <summary>When the hold was made; the exchange belongs to this moment's month.</summary>
    public required DateTimeOffset ReservedAt { get; init; }

    public required DateTimeOffset SettledAt { get; init; }

    public required string KeyId { get; init; }

    public required Tenant Tenant { get; init; }

    /// <summary>The model that the client named.</summary>
    public required string Model { get; init; }

    /// <summary>The provider that answered; <c>null</c> where none was reached.</summary>
    public required string? Provider { get; init; }

    /// <summary>The provider's name of the model.</summary>
    public required string? ProviderModel { get; init; }

    public required Ending Ending { get; init; }

    /// <summary>The HTTP status that the client was sent; <c>null</c> where none was, as for a failed attempt.</summary>
    public required int? Status { get; init; }

    public required TokenUsage Usage { get; init; }

    public required UsageSource UsageSource { get; init; }

    /// <summary>The output bound of the hold was assumed, because neither client nor model gave one.</summary>
    public required bool OutputAssumed { get; init; }

    /// <summary>The cost at the price of the target that answered; <c>null</c> where price or usage is unknown.</summary>
    public required NanoUsd? Cost { get; init; }

    /// <summary>What a token budget counts of several.</summary>
    public static Int128 BudgetTokensOf(IEnumerable<LedgerEntry> entries) =>
        entries.Aggregate(Int128.Zero, (sum, entry) => sum + entry.Usage.BudgetTokens);

    /// <summary>The known costs of several, in nano-dollars.</summary>
    public static Int128 CostOf(IEnumerable<LedgerEntry> entries) =>
        entries.Aggregate(Int128.Zero, (sum, entry) => sum + (entry.Cost?.Value ?? 0));
}
