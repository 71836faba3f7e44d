using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Usage;

namespace FerroGate.Storage.Recovery;

/// <summary>
/// Settles what a gateway that died left open: the prompt is charged as it was estimated, the output is unknown, and what had
/// failed before is charged as it was written down. The entries go into the new journal, so a crash in the middle of it leaves only the rest for the next start.
/// </summary>
internal static class CrashSettlement
{
    /// <returns>The entries, which are written down.</returns>
    public static async Task<IReadOnlyList<LedgerEntry>> RunAsync(
        IReadOnlyCollection<OpenedExchange> unsettled, IExchangeJournal journal, TimeProvider clock)
    {
        List<(LedgerEntry Own, IReadOnlyList<LedgerEntry> Failed)> accounts = [.. unsettled.Select(opened => (EntryOf(opened, clock.GetUtcNow()), opened.Failed))];
        await Task.WhenAll(accounts.Select(account => journal.SettleAsync(account.Own, account.Failed)));
        return [.. accounts.SelectMany(account => account.Failed.Prepend(account.Own))];
    }

    private static LedgerEntry EntryOf(OpenedExchange opened, DateTimeOffset now) => new()
    {
        ExchangeId = opened.ExchangeId,
        ReservedAt = opened.ReservedAt,
        SettledAt = now,
        KeyId = opened.KeyId,
        Tenant = opened.Tenant,
        Model = opened.Model,
        Provider = null,
        ProviderModel = null,
        Ending = Ending.Crashed,
        Status = null,
        Usage = new TokenUsage { Input = opened.PromptEstimate },
        UsageSource = UsageSource.Estimated,
        OutputAssumed = opened.OutputAssumed,
        Cost = null,
    };
}
