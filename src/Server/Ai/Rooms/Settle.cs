using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Stored;
using FerroGate.Server.Ai.Stored;
using FerroGate.Server.Hosting;
using FerroGate.Server.Telemetry;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Ninth room: the ledger entries of every exchange, in one go, whatever exit it took.</summary>
internal sealed class Settle(IExchangeJournal journal, BackgroundResults background, GatewayMetrics metrics, Lifecycle lifecycle, TimeProvider clock)
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    // A tokenizer takes less than one to load where a core is free.
    private static readonly TimeSpan LoadPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Settles once. <c>false</c> when the journal did not confirm in time: then the answer must not look complete, and the
    /// entry stays queued.
    /// </summary>
    public Task<bool> EnterAsync(Exchange exchange) => exchange.SettleOnce(SettleAsync);

    /// <summary>
    /// Waits until the journal has the exchange, as long as for a settlement. Throws <see cref="JournalUnavailableException"/>
    /// when it has not.
    /// </summary>
    public async Task OpenedAsync(Exchange exchange, CancellationToken cancellation)
    {
        try
        {
            await exchange.Admitted.Opened.WaitAsync(exchange.Admitted.Snapshot.Reliability.SettleTimeout, clock, cancellation);
        }
        catch (TimeoutException exception)
        {
            throw new JournalUnavailableException("The journal did not take the exchange in time.", exception);
        }
    }

    // Runs to its end whatever becomes of the request: no token of the request is used here.
    private async Task<bool> SettleAsync(Exchange exchange)
    {
        var admitted = exchange.Admitted;
        if (exchange.IsDeferred)
        {
            exchange.Attempts.ForEach(attempt => attempt.Kept.Close());
            await background.TakeAsync(exchange.Hold!, admitted.Reservation.HandOn(), exchange.ContentBytes);
            return true;
        }

        // However well its answer has ended that was read on without it. What the gateway did wrong is told all the same.
        if (exchange is { HasLeft: true, Ending: not (Ending.GatewayError or Ending.ShutDown) })
        {
            exchange.Ending = Ending.ClientGone;
        }

        if (exchange.Missing.Any())
        {
            await LoadAsync(exchange);
        }

        exchange.CloseAttempts();
        var now = clock.GetUtcNow();
        var entry = Account.Of(exchange, now);
        var failed = Account.Of(exchange, exchange.ChargedFailures, now);
        IReadOnlyList<LedgerEntry> all = [entry, .. failed];
        metrics.Overshot(entry.Model, LedgerEntry.BudgetTokensOf(all) - admitted.Reservation.HeldTokens);

        // It is held until it is written: at any moment a budget has it in its holds or in the ledger, and whoever makes one anew finds it.
        var held = admitted.Reservation.HandOn();
        foreach (var one in all)
            metrics.AddUnpriced(one);

        var written = WriteAsync(entry, failed, held);
        var released = ReleaseAsync(written, exchange.Hold);
        try
        {
            await written.WaitAsync(admitted.Snapshot.Reliability.SettleTimeout, clock);
        }
        catch (Exception exception) when (exception is JournalUnavailableException or TimeoutException)
        {
            return false;
        }

        // Where that is late nothing is lost: the next start finds the entry.
        await released.WaitAsync(admitted.Snapshot.Reliability.SettleTimeout, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    // Also when it was written too late for its answer.
    private async Task ReleaseAsync(Task written, BackgroundHold? hold)
    {
        if (hold is not null)
        {
            await written;
            await background.EndAsync(hold);
        }
    }

    // Where nobody waits for the answer any more, the entry waits a little until it can be counted; others are estimated meanwhile.
    private async Task LoadAsync(Exchange exchange)
    {
        var loading = Task.WhenAll(exchange.Missing.Select(encoding => encoding.LoadAsync()));
        if (exchange.HasLeft && !loading.IsCompleted)
        {
            // Neither a load that fails nor one that takes long keeps an exchange from its entry.
            await Task.WhenAny(loading, Task.Delay(LoadPatience, clock, lifecycle.Cut));
        }
    }

    // An entry that the disk does not take is offered again until it does; at the end of the process the exchange is left
    // open, and the next start settles it.
    private async Task WriteAsync(LedgerEntry entry, IReadOnlyList<LedgerEntry> failed, Reservation held)
    {
        while (true)
        {
            try
            {
                await journal.SettleAsync(entry, failed);
                IReadOnlyList<LedgerEntry> all = [entry, .. failed];
                held.Settle(LedgerEntry.BudgetTokensOf(all), LedgerEntry.CostOf(all));
                return;
            }
            catch (JournalUnavailableException) when (!lifecycle.Cut.IsCancellationRequested)
            {
                await Task.Delay(RetryEvery, clock);
            }
        }
    }
}
