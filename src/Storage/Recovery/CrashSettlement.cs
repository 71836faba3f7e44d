using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Usage;

namespace FerroGate.Storage.Recovery;

/// <summary>
/// Settles what a gateway that died left open: the prompt is charged as it was estimated, the output is unknown. The entries
/// go into the new journal, so a crash in the middle of it leaves only the rest for the next start.
/// </summary>
internal static class CrashSettlement
{
    /// <returns>The entries, which are written down.</returns>
    public static async Task<IReadOnlyList<LedgerEntry>> RunAsync(
        IReadOnlyCollection<OpenedExchange> unsettled, IExchangeJournal journal, TimeProvider clock)
    {
        List<LedgerEntry> entries = [.. unsettled.Select(opened => EntryOf(opened, clock.GetUtcNow()))];
        await Task.WhenAll(entries.Select(journal.SettleAsync));
        return entries;
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
