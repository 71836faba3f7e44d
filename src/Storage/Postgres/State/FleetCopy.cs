namespace FerroGate.Storage.Postgres.State;

/// <summary>
/// Keeps the copy of a fleet's keys and resources that this gateway serves from, so that it goes on, and starts again, when the database is
/// away. What the first gateway of a new fleet has of its own is brought there; what another has of its own is never mixed with it.
/// </summary>
internal sealed class FleetCopy(PostgresDatabase database, StateStore own) : IDisposable
{
    // Columns of a resource that say which it is, and what.
    private const int ResourceContent = 3;

    private readonly SemaphoreSlim _turn = new(1);

    // The database is the one that the copy was made of.
    private volatile bool _isSure;

    /// <summary>Called when the copy has changed; must not throw.</summary>
    public event Action? Changed;

    /// <summary>The database may not be the one that it was.</summary>
    public void AskAgain() => _isSure = false;

    /// <summary>Makes sure that the copy is one of what is in the database, as a change there needs it.</summary>
    /// <exception cref="PostgresAwayException">It is away, or what this gateway has is no copy of it; the message says which.</exception>
    public async Task JoinAsync(CancellationToken cancellation)
    {
        if (_isSure)
            return;
        try
        {
            await SyncAsync(cancellation);
        }
        catch (StoreException apart)
        {
            throw new PostgresAwayException(apart.Message, apart);
        }
    }

    /// <summary>Takes over what has changed.</summary>
    /// <exception cref="PostgresAwayException">It is away.</exception>
    /// <exception cref="StoreException">What this gateway has is its own, and not what the fleet has; the message says what to do.</exception>
    public async Task SyncAsync(CancellationToken cancellation)
    {
        // One at a time: older rows must not come after newer ones.
        await _turn.WaitAsync(cancellation);
        var isSure = _isSure;
        try
        {
            _isSure = true;
            while (!await TrySyncAsync(isSure, cancellation))
            {
            }
        }
        catch
        {
            _isSure = false;
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The same as far as it can be done now; what cannot is done a second later by whoever follows.</summary>
    public async Task TrySyncAsync()
    {
        try
        {
            await SyncAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is PostgresAwayException or StoreException)
        {
            // Whoever follows tells of it.
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<bool> TrySyncAsync(bool isSure, CancellationToken cancellation)
    {
        var mark = await Task.Run(own.Copy.Mark, cancellation);
        if (await database.UseAsync((connection, token) => FleetReader.ReadAsync(connection, mark, isSure, token), cancellation) is not { } content)
            return true;

        if (mark?.Fleet != content.Mark.Fleet && await Task.Run(() => BringOrRefuseAsync(mark, content, cancellation), cancellation))
            return false;

        if (await Task.Run(() => own.Copy.TryApply(mark, content), cancellation) is not { } changes)
            return false;

        if (changes > 0)
            Changed?.Invoke();
        return true;
    }

    /// <returns>The database has something else by now.</returns>
    private async Task<bool> BringOrRefuseAsync(FleetMark? mark, FleetContent content, CancellationToken cancellation)
    {
        var (keys, resources) = (own.Copy.Keys(), own.Copy.Resources());
        if (content.Mark.IsNew)
        {
            if (keys.Count + resources.Count == 0)
                return false;

            await database.UseAsync((connection, token) => FleetReader.BringAsync(connection, own.OwnKeys, resources, token), cancellation);
            return true;
        }

        // A copy of a fleet that was before gives way to the one that is now.
        if (mark is not null)
            return false;

        var shared = content.Keys.ToDictionary(row => row.Id, StringComparer.Ordinal);
        var ownKeys = keys.Count(row => !shared.TryGetValue(row.Id, out var same) || !same.Equals(row));
        var ownResources = resources.Count(row => !content.Resources!.Any(same => same.BeginsAs(row, ResourceContent)));
        return ownKeys + ownResources == 0 ? false : throw new StoreException(
            $"This gateway has {ownKeys} keys and {ownResources} resources of its own that the PostgreSQL at {database.Address} has not, where other gateways keep theirs. " +
            "Nothing is mixed: start without 'data.postgres', look at them with 'ferrogate keys list' and 'ferrogate resources list' and delete them there, " +
            "or start with an empty data directory; what is to stay is made anew in the fleet.");
    }
}
