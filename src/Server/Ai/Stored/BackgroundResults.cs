using System.Collections.Concurrent;
using System.Data.Common;
using FerroGate.Ai.Dialects;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Money;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Stored;
using FerroGate.Core.Usage;
using FerroGate.Server.Telemetry;

namespace FerroGate.Server.Ai.Stored;

/// <summary>
/// Keeps the holds of responses that are made in the background until their result is known: because somebody has read it, or
/// because the gateway asked for it when nobody did for an hour.
/// </summary>
/// <param name="objects">What is held, on the disk.</param>
/// <param name="journal">Where exchanges are settled.</param>
/// <param name="governor">What is held, for the limits.</param>
/// <param name="ask">Asks the provider what became of a response.</param>
/// <param name="snapshot">The nouns that are in force.</param>
/// <param name="metrics">Counts the tokens.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Is told what cannot be found out.</param>
internal sealed partial class BackgroundResults(
    IStoredObjects objects,
    IExchangeJournal journal,
    Governor governor,
    Func<BackgroundHold, Task<ResultAnswer>> ask,
    Func<GatewaySnapshot> snapshot,
    GatewayMetrics metrics,
    TimeProvider clock,
    ILogger<BackgroundResults> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AskAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan LoseAfter = TimeSpan.FromHours(48);

    private readonly ConcurrentDictionary<string, HeldResult> _held = new(StringComparer.Ordinal);

    /// <summary>Holds on for an exchange whose client has its answer and whose result comes later.</summary>
    public void Take(BackgroundHold hold, Reservation reservation)
    {
        if (!_held.TryAdd(hold.ResponseId, new HeldResult(hold, reservation, clock.GetTimestamp())))
        {
            // Another exchange got the same name from its provider: what is held there says nothing of this one.
            _held[$"{hold.ResponseId} {hold.Exchange.ExchangeId}"] = new HeldResult(hold, reservation, clock.GetTimestamp());
        }
    }

    /// <summary>Takes over what an earlier process held.</summary>
    public async Task AdoptAsync(CancellationToken cancellation)
    {
        foreach (var hold in await objects.HoldsAsync(cancellation))
        {
            if (_held.Values.All(held => held.Hold.Exchange.ExchangeId != hold.Exchange.ExchangeId))
            {
                Take(hold, governor.Adopt(hold.Exchange.KeyId, hold.Exchange.ReservedAt, hold.Exchange.HeldTokens));
            }
        }
    }

    /// <summary>The result of a response is known; settles its exchange if that waits for it.</summary>
    public async Task FinishAsync(string responseId, StoredStatus status, TokenUsage usage)
    {
        if (!_held.TryRemove(responseId, out var held))
        {
            return;
        }

        var entry = EntryOf(held.Hold, status, usage);
        try
        {
            await journal.SettleAsync(entry);
        }
        catch (JournalUnavailableException)
        {
            _held.TryAdd(responseId, held);
            throw;
        }

        held.Reservation.Settle(entry.Usage.BudgetTokens);
        metrics.AddTokens(entry.Model, entry.Provider, entry.Usage);
        await ReleaseAsync(entry.ExchangeId);
    }

    /// <summary>The exchange has its entry, so no start has to look for it.</summary>
    public async Task ReleaseAsync(ExchangeId exchange)
    {
        try
        {
            await objects.ReleaseAsync(exchange, CancellationToken.None);
        }
        catch (DbException exception)
        {
            // The next start finds its entry in the ledger.
            Log.NotReleased(logger, exception, exchange.ToString());
        }
    }

    /// <summary>Asks the provider what became of a response, if anything is held for it.</summary>
    public async Task AskAsync(string responseId)
    {
        if (!_held.TryGetValue(responseId, out var held))
        {
            return;
        }

        _held.TryUpdate(responseId, held with { AskedAt = clock.GetTimestamp() }, held);
        var answer = await ask(held.Hold);
        if (answer is { IsLost: true } || (answer.Stored is null or { Status: StoredStatus.Running } && IsLate(held.Hold)))
        {
            Log.Lost(logger, responseId);
            await FinishAsync(responseId, StoredStatus.Cancelled, TokenUsage.Unknown);
        }
        else if (answer.Stored is { Status: not StoredStatus.Running } stored)
        {
            await FinishAsync(responseId, stored.Status, stored.Usage);
        }
    }

    /// <summary>Asks for what nobody reads, until the process ends.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Look, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await AskForUnreadAsync();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Asks for what nobody has read for an hour.</summary>
    public async Task AskForUnreadAsync()
    {
        foreach (var (key, _) in _held.Where(each => clock.GetElapsedTime(each.Value.AskedAt) >= AskAfter))
        {
            await TryAskAsync(key);
        }
    }

    private async Task TryAskAsync(string key)
    {
        try
        {
            await AskAsync(key);
        }
        catch (JournalUnavailableException)
        {
            // It is held on, and asked for again.
        }
    }

    private bool IsLate(BackgroundHold hold) => clock.GetUtcNow() - hold.Exchange.ReservedAt >= LoseAfter;

    private LedgerEntry EntryOf(BackgroundHold hold, StoredStatus status, TokenUsage usage)
    {
        // A provider tells the usage of what it has made; it takes nothing for what it failed to make.
        var isReported = usage is { Input: not null, Output: not null };
        var used = isReported ? usage
            : status == StoredStatus.Failed ? new TokenUsage { Input = 0, Output = 0 }
            : new TokenUsage { Input = hold.Exchange.PromptEstimate };
        return new LedgerEntry
        {
            ExchangeId = hold.Exchange.ExchangeId,
            ReservedAt = hold.Exchange.ReservedAt,
            SettledAt = clock.GetUtcNow(),
            KeyId = hold.Exchange.KeyId,
            Tenant = hold.Exchange.Tenant,
            Model = hold.Exchange.Model,
            Provider = hold.Provider,
            ProviderModel = hold.ProviderModel,
            Ending = status switch
            {
                StoredStatus.Failed => Ending.ProviderError,
                StoredStatus.Cancelled => Ending.ClientGone,
                _ => Ending.Finished,
            },
            Status = StatusCodes.Status200OK,
            Usage = used,
            UsageSource = isReported ? UsageSource.Provider : UsageSource.Estimated,
            OutputAssumed = hold.Exchange.OutputAssumed,
            Cost = CostOf(hold, used),
        };
    }

    // At the price of this moment: the config may have changed since it was asked for.
    private NanoUsd? CostOf(BackgroundHold hold, TokenUsage usage) =>
        snapshot().TargetOf(hold.Exchange.Model, hold.Provider, hold.ProviderModel)?.Price?.CostOf(usage);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "What became of the background response {Id} cannot be found out any more. Its prompt is charged as estimated; its output is not known.")]
        public static partial void Lost(ILogger logger, string id);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The hold of exchange {Exchange} could not be released in the store; the next start does it.")]
        public static partial void NotReleased(ILogger logger, Exception exception, string exchange);
    }
}
