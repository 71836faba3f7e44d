using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Ledger;

/// <summary>
/// What the journal keeps of an exchange before it is dispatched, so that one that the gateway did not live to settle is
/// settled at the next start.
/// </summary>
/// <param name="ExchangeId">The exchange.</param>
/// <param name="ReservedAt">When the hold was made.</param>
/// <param name="KeyId">The key that pays.</param>
/// <param name="Tenant">On whose behalf.</param>
/// <param name="Model">The model that the client named.</param>
/// <param name="PromptEstimate">Input tokens as estimated from the prompt; what a crashed exchange is charged for the attempt that ran.</param>
/// <param name="HeldTokens">What the token budget holds for the attempt that runs.</param>
/// <param name="OutputAssumed">The output part of the hold was assumed.</param>
public sealed record OpenedExchange(
    ExchangeId ExchangeId,
    DateTimeOffset ReservedAt,
    string KeyId,
    Tenant Tenant,
    string Model,
    long PromptEstimate,
    long HeldTokens,
    bool OutputAssumed)
{
    /// <summary>The accounts of its attempts that have failed so far and were charged.</summary>
    public IReadOnlyList<LedgerEntry> Failed { get; init; } = [];

    /// <summary>What budgets in money hold for the attempt that runs, in nano-dollars.</summary>
    public long HeldNanoUsd { get; init; }

    /// <summary>What token budgets hold for it in all.</summary>
    public Int128 TotalHeld => HeldTokens + LedgerEntry.BudgetTokensOf(Failed);

    /// <summary>What budgets in money hold for it in all, in nano-dollars.</summary>
    public Int128 TotalHeldNanoUsd => HeldNanoUsd + LedgerEntry.CostOf(Failed);
}
