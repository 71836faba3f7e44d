using FerroGate.Core.Keys;
using FerroGate.Core.Pulses;
using FerroGate.Core.Records;
using FerroGate.Core.Resources;
using FerroGate.Core.Stored;

namespace FerroGate.Storage.Postgres.State;

/// <summary>Keys, resources, audit events and stored objects of a fleet, with what this gateway has of them while the database is away.</summary>
public sealed class FleetState : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Many changes in a row are taken over together.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    private readonly PostgresDatabase _database;
    private readonly StateStore _own;
    private readonly FleetCopy _copy;
    private readonly FleetOutbox _outbox;
    private readonly PostgresKeyStore _keys;
    private readonly TimeProvider _clock;
    private readonly Action<StoreFailure> _onFailure;
    private readonly Pulse _pulse;
    private readonly CancellationTokenSource _stop = new();
    private Task _loops = Task.CompletedTask;
    private volatile bool _hasUses = true;
    private volatile string? _reason;

    private FleetState(PostgresDatabase database, StateStore own, StoreOptions options, TimeProvider clock, Action<StoreFailure> onFailure)
    {
        (_database, _own, _clock, _onFailure, _keys) = (database, own, clock, onFailure, new PostgresKeyStore(database));
        var (audit, objects) = (new PostgresAuditLog(database, options.Node, options.AuditEventsKept), new PostgresStoredObjects(database));
        SharedAudit = audit;
        own.AuditLog.KeepsWaiting = true;
        (_copy, _pulse) = (new FleetCopy(database, own), new Pulse(Interval, clock));
        _outbox = new FleetOutbox(database, own.AuditLog, audit, own.OwnObjects, objects, clock);
        Keys = new FleetKeys(_keys, own.OwnKeys, _copy);
        Resources = new FleetResources(new PostgresResources(database), own.OwnResources, _copy);
        Audit = new FleetAuditLog(audit, own.AuditLog, _outbox);
        StoredObjects = new FleetStoredObjects(objects, own.OwnObjects, _outbox);
        database.Returned += AskAgain;
    }

    public IKeyStore Keys { get; }

    public IResourceStore Resources { get; }

    public IAuditLog Audit { get; }

    public IStoredObjects StoredObjects { get; }

    /// <summary>The log of changes of all gateways.</summary>
    internal PostgresAuditLog SharedAudit { get; }

    /// <summary>Why keys and resources are those of an earlier time; <c>null</c> when they are those of the fleet.</summary>
    public string? StaleReason => _reason;

    /// <summary>Called when keys or resources have changed, whoever changed them; must not throw.</summary>
    public event Action? Changed
    {
        add => _copy.Changed += value;
        remove => _copy.Changed -= value;
    }

    /// <summary>Takes over what the fleet has, where it can be asked; otherwise what was known of it last stays.</summary>
    /// <exception cref="StoreException">What this gateway has is its own, and not what the fleet has; the message says what to do.</exception>
    internal static async Task<FleetState> OpenAsync(
        PostgresDatabase database, StateStore own, StoreOptions options, TimeProvider clock, Action<StoreFailure> onFailure, CancellationToken cancellation)
    {
        var state = new FleetState(database, own, options, clock, onFailure);
        try
        {
            await state.SyncAsync(cancellation);
            return state;
        }
        catch (PostgresAwayException away)
        {
            state._reason = away.Message;
            return state;
        }
        catch
        {
            await state.DisposeAsync();
            throw;
        }
    }

    /// <summary>Follows the fleet from now on.</summary>
    internal void Start()
    {
        using (ExecutionContext.SuppressFlow())
            _loops = Task.Run(() => Task.WhenAll(FollowAsync(), ShipAsync(), new FleetListener(_database, _pulse.Beat, _clock).RunAsync(_stop.Token)), CancellationToken.None);
    }

    /// <summary>Brings what is still here, where the database is there.</summary>
    public async ValueTask DisposeAsync()
    {
        _database.Returned -= AskAgain;
        await _stop.CancelAsync();
        await _loops;
        await _outbox.TryShipAsync();
        _copy.Dispose();
        _outbox.Dispose();
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _pulse.WaitAsync(_stop.Token);
                await SyncAsync(_stop.Token);
                await Task.Delay(Breath, _clock, _stop.Token);
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (PostgresAwayException away)
            {
                // Whoever met it has told.
                _reason = away.Message;
            }
            catch (Exception failure)
            {
                if (_reason != failure.Message)
                    _onFailure(new StoreFailure(StorePart.Fleet, failure));
                _reason = failure.Message;
            }
        }
    }

    // What could not be brought when it was written down.
    private async Task ShipAsync()
    {
        using var timer = new PeriodicTimer(Interval, _clock);
        string? told = null;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(_stop.Token);
                await _outbox.ShipAsync(_stop.Token);
                told = null;
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Whoever meets that the database is away tells of it.
                if (failure is not PostgresAwayException && failure.Message != told)
                    _onFailure(new StoreFailure(StorePart.Fleet, failure));
                told = failure.Message;
            }
        }
    }

    private async Task SyncAsync(CancellationToken cancellation)
    {
        await _copy.SyncAsync(cancellation);
        _reason = null;
        if (!_hasUses)
            return;

        _hasUses = false;
        try
        {
            await _keys.NoteUsesAsync([.. await _own.OwnKeys.LastUsesAsync(cancellation)], cancellation);
        }
        catch
        {
            _hasUses = true;
            throw;
        }
    }

    private void AskAgain()
    {
        _copy.AskAgain();
        _hasUses = true;
        _pulse.Beat();
    }
}
