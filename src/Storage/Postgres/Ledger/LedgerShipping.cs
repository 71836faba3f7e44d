using System.Collections.Immutable;
using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>
/// Brings the entries of this node's ledger to that of the fleet, behind the back of the requests. What PostgreSQL has not got it is asked
/// itself each time that it comes back, so one that was restored from a backup gets again what it has lost.
/// </summary>
internal sealed class LedgerShipping : IAsyncDisposable
{
    private const long Unknown = -1;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly PostgresDatabase _database;
    private readonly ShippingSource _source;
    private readonly PostgresLedgerStore _store;
    private readonly TimeProvider _clock;
    private readonly StoreReport _report;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Signal _grown = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    // For whoever has the turn: what the database has, or had when it was there last.
    private JournalId? _ledger;
    private volatile ImmutableDictionary<JournalId, long>? _shipped;
    private volatile bool _isSure;
    private long _waiting = Unknown;

    public LedgerShipping(PostgresDatabase database, ShippingSource source, PostgresLedgerStore store, TimeProvider clock, StoreReport report) =>
        (_database, _source, _store, _clock, _report) = (database, source, store, clock, report);

    /// <summary>How many entries waited when it was looked last; <c>null</c> while PostgreSQL was never there to be asked what it has.</summary>
    public long? Waiting => Interlocked.Read(ref _waiting) is not Unknown and var count ? count : null;

    /// <summary>The entries of a journal are there up to this one, as far as is known.</summary>
    public bool HasArrived(JournalId journal, long sequence) => _isSure && _shipped?.GetValueOrDefault(journal) >= sequence;

    public void Start()
    {
        _database.Returned += AskAgain;
        Wake();
        using (ExecutionContext.SuppressFlow())
            _loop = Task.Run(FollowAsync, CancellationToken.None);
    }

    /// <summary>The database may not be the one that it was.</summary>
    public void AskAgain()
    {
        _isSure = false;
        Wake();
    }

    /// <summary>There is something new.</summary>
    public void Wake() => _grown.Set();

    /// <summary>Returns when everything that this node's ledger has by now is in the fleet's.</summary>
    /// <exception cref="PostgresAwayException">It is away.</exception>
    public async Task ShipToEndAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            while (await ShipAsync(cancellation))
            {
            }

            Interlocked.Exchange(ref _waiting, 0);
        }
        catch
        {
            // Nobody knows whether the last batch arrived.
            _isSure = false;
            if (_shipped is { } shipped)
                Interlocked.Exchange(ref _waiting, _source.Count(shipped));
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _database.Returned -= AskAgain;
        await _stop.CancelAsync();
        await _loop;
        await _turn.WaitAsync();
        _turn.Dispose();
        _stop.Dispose();
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> ShipAsync(CancellationToken cancellation)
    {
        if ((_ledger ??= _source.Identity()) is not { } ledger)
        {
            // Of a ledger without entries nothing can be there.
            _shipped = ImmutableDictionary<JournalId, long>.Empty;
            return false;
        }

        if (_shipped is null || !_isSure)
            (_shipped, _isSure) = ((await _store.WatermarksAsync(ledger, cancellation)).ToImmutableDictionary(), true);
        if (_source.Next(_shipped) is not { } shipment)
            return false;

        _report.CountDuplicates(await _store.AddAsync(ledger, shipment, cancellation));
        _shipped = _shipped.SetItem(shipment.Journal, shipment.Last);
        return true;
    }

    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _grown.WaitAsync(_stop.Token);
                await ShipToEndAsync(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (PostgresAwayException)
            {
                // Whoever met it has told, and its return wakes.
                await Task.Delay(Retry, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception failure)
            {
                _report.Failed(new StoreFailure(StorePart.Fleet, failure));
                Wake();
                await Task.Delay(Retry, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
