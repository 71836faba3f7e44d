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
    IGovernor governor,
    Func<BackgroundHold, Task<ResultAnswer>> ask,
    Func<GatewaySnapshot> snapshot,
    GatewayMetrics metrics,
    TimeProvider clock,
    ILogger<BackgroundResults> logger)
{
    private const int BytesPerToken = 4;
    private const int FastestTokensPerSecond = 200;

    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AskAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan LoseAfter = TimeSpan.FromHours(48);

    private readonly ConcurrentDictionary<ExchangeId, HeldResult> _held = new();

    // Of this process, until it has taken over what the one before it held.
    private ConcurrentDictionary<ExchangeId, bool>? _begun = new();

    /// <summary>An exchange asks for a response in the background; it settles that itself, or leaves it to be taken.</summary>
    public void Begin(BackgroundHold hold)
    {
        _begun?.TryAdd(hold.Exchange.ExchangeId, true);
        _held.TryAdd(hold.Exchange.ExchangeId, new HeldResult(hold, null, clock.GetTimestamp()));
    }

    /// <summary>Holds on for an exchange whose client has its answer, or has gone, and whose result comes later.</summary>
    /// <param name="hold">What is known of it.</param>
    /// <param name="reservation">What is held.</param>
    /// <param name="contentBytes">Bytes of content that the client was sent.</param>
    public async Task TakeAsync(BackgroundHold hold, Reservation reservation, long contentBytes)
    {
        var taken = new HeldResult(hold, reservation, clock.GetTimestamp()) { ContentBytes = contentBytes };
        var held = _held.AddOrUpdate(
            hold.Exchange.ExchangeId,
            taken,
            (_, begun) => taken with { ContentBytes = Math.Max(contentBytes, begun.ContentBytes), Result = begun.Result });
        if (held.Result is { } result)
        {
            await TryAsync(() => FinishAsync(hold.Exchange.ExchangeId, result));
        }
    }

    /// <summary>The exchange has settled it itself.</summary>
    public async Task EndAsync(BackgroundHold hold)
    {
        _held.TryRemove(hold.Exchange.ExchangeId, out _);
        await ReleaseAsync(hold.Exchange.ExchangeId);
    }

    /// <summary>Clients were sent so much of the response of an exchange, as a stream that was asked for again.</summary>
    public void Saw(ExchangeId exchange, long contentBytes)
    {
        while (_held.TryGetValue(exchange, out var held) && contentBytes > held.ContentBytes
            && !_held.TryUpdate(exchange, held with { ContentBytes = contentBytes }, held))
        {
            // Somebody else has changed it in between.
        }
    }

    /// <summary>Its result is not known yet.</summary>
    public bool IsOpen(ExchangeId exchange) => _held.ContainsKey(exchange);

    /// <summary>Takes over what an earlier process held, once.</summary>
    public async Task AdoptAsync(CancellationToken cancellation)
    {
        foreach (var hold in await objects.HoldsAsync(cancellation))
        {
            if (_begun?.ContainsKey(hold.Exchange.ExchangeId) == false)
            {
                await TakeAsync(hold, governor.Adopt(hold.Exchange, isRunning: false), contentBytes: 0);
            }
        }

        _begun = null;
    }

    /// <summary>The result of a response is known; settles its exchange if that waits for it, or as soon as it does.</summary>
    /// <exception cref="JournalUnavailableException">It was not settled in the time that a settlement has. It goes on, or is tried again each minute.</exception>
    public Task FinishAsync(ExchangeId exchange, StoredStatus status, TokenUsage usage) =>
        FinishAsync(exchange, new KnownResult(status, usage, clock.GetUtcNow()));

    private async Task FinishAsync(ExchangeId exchange, KnownResult known)
    {
        try
        {
            await SettleAsync(exchange, known).WaitAsync(snapshot().Reliability.SettleTimeout, clock);
        }
        catch (TimeoutException exception)
        {
            throw new JournalUnavailableException("The journal did not take the result in time.", exception);
        }
    }

    private async Task SettleAsync(ExchangeId exchange, KnownResult known)
    {
        if (TakeOut(exchange, known) is not { } held)
        {
            return;
        }

        var result = KnownResult.Of(held.Result, known);
        var entry = EntryOf(held, result);
        try
        {
            await journal.SettleAsync(entry, held.Hold.Exchange.Failed);
        }
        catch (JournalUnavailableException)
        {
            _held.TryAdd(exchange, held with { Result = result });
            throw;
        }

        IReadOnlyList<LedgerEntry> all = [entry, .. held.Hold.Exchange.Failed];
        held.Reservation!.Settle(LedgerEntry.BudgetTokensOf(all), LedgerEntry.CostOf(all));
        metrics.AddTokens(entry.Model, entry.Provider, entry.Usage);
        metrics.AddUnpriced(entry);
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
    public async Task AskAsync(ExchangeId exchange)
    {
        if (!_held.TryGetValue(exchange, out var held) || held.Reservation is null)
        {
            return;
        }

        if (held.Result is { } known)
        {
            await FinishAsync(exchange, known);
            return;
        }

        _held.TryUpdate(exchange, held with { AskedAt = clock.GetTimestamp() }, held);
        var answer = await ask(held.Hold);
        if (answer is { IsLost: true } || (answer.Stored is null or { Status: StoredStatus.Running } && IsLate(held.Hold)))
        {
            Log.Lost(logger, held.Hold.ResponseId);
            await FinishAsync(exchange, StoredStatus.Cancelled, TokenUsage.Unknown);
        }
        else if (answer.Stored is { Status: not StoredStatus.Running } stored)
        {
            await FinishAsync(exchange, stored.Status, stored.Usage);
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

    /// <summary>Asks for what nobody has read for an hour, and settles what is known and could not be settled before.</summary>
    public async Task AskForUnreadAsync()
    {
        foreach (var (exchange, held) in _held)
        {
            if (held.Result is not null || clock.GetElapsedTime(held.AskedAt) >= AskAfter)
            {
                await TryAsync(() => AskAsync(exchange));
            }
        }
    }

    private static async Task TryAsync(Func<Task> finish)
    {
        try
        {
            await finish();
        }
        catch (JournalUnavailableException)
        {
            // It is held on, and tried again.
        }
    }

    private bool IsLate(BackgroundHold hold) => clock.GetUtcNow() - hold.Exchange.ReservedAt >= LoseAfter;

    private LedgerEntry EntryOf(HeldResult held, KnownResult result)
    {
        var hold = held.Hold;
        var (status, usage, knownAt) = result;

        // A provider tells the usage of what it has made; it takes nothing for what it failed to make.
        var used = result.IsReported ? usage
            : status == StoredStatus.Failed ? new TokenUsage { Input = 0, Output = 0 }
            : new TokenUsage { Input = hold.Exchange.PromptEstimate, Output = OutputBound(held, knownAt) };
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
            UsageSource = result.IsReported ? UsageSource.Provider : UsageSource.Estimated,
            OutputAssumed = hold.Exchange.OutputAssumed,
            Cost = CostOf(hold, used),
        };
    }

    // What was stopped or lost has cost something that nobody tells: at least what clients have seen of it, and no more than a fast model
    // writes in that time or the request allowed.
    private static long OutputBound(HeldResult held, DateTimeOffset knownAt)
    {
        var exchange = held.Hold.Exchange;
        var seconds = Math.Max(0, (knownAt - exchange.ReservedAt).TotalSeconds);
        var written = Math.Max(held.ContentBytes / BytesPerToken, (long)(seconds * FastestTokensPerSecond));
        return Math.Clamp(written, 0, Math.Max(0, exchange.HeldTokens - exchange.PromptEstimate));
    }

    // One who waits for the result is taken out; one whose client has just left, and who does not wait yet, finds it here.
    private HeldResult? TakeOut(ExchangeId exchange, KnownResult result)
    {
        while (_held.TryGetValue(exchange, out var held))
        {
            if (held.Reservation is null)
            {
                if (_held.TryUpdate(exchange, held with { Result = KnownResult.Of(held.Result, result) }, held))
                {
                    return null;
                }
            }
            else if (_held.TryRemove(KeyValuePair.Create(exchange, held)))
            {
                return held;
            }
        }

        return null;
    }

    // The prices that the config has now, and of these the one that was in force when it was asked for.
    private NanoUsd? CostOf(BackgroundHold hold, TokenUsage usage) =>
        snapshot().TargetOf(hold.Exchange.Model, hold.Provider, hold.ProviderModel)?.CostOf(usage, hold.Exchange.ReservedAt);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "What became of the background response {Id} cannot be found out any more. It is charged as estimated.")]
        public static partial void Lost(ILogger logger, string id);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The hold of exchange {Exchange} could not be released in the store; the next start does it.")]
        public static partial void NotReleased(ILogger logger, Exception exception, string exchange);
    }
}
