using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Storage.Postgres;
using FerroGate.Storage.Projection;

namespace FerroGate.Storage;

/// <summary>Lets one after the other read what the ledger has of an exchange and add to it, so that nobody adds the same twice.</summary>
public sealed class LedgerTurns : IDisposable
{
    private readonly Projector _projector;
    private readonly ILedgerReader _own;
    private readonly FleetStore? _fleet;
    private readonly SemaphoreSlim _turn = new(1);

    internal LedgerTurns(Projector projector, ILedgerReader own, FleetStore? fleet) => (_projector, _own, _fleet) = (projector, own, fleet);

    /// <summary>Does something with all entries of an exchange while nobody else of this process, or of its fleet, does.</summary>
    /// <exception cref="StoreException">They cannot be read just now; the message says why.</exception>
    public async Task<T> TakeAsync<T>(ExchangeId exchange, Func<IReadOnlyList<LedgerEntry>, Task<T>> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return _fleet is null
                ? await work(await ReadAsync(exchange, cancellation))
                : await _fleet.InTurnAsync(exchange, work, cancellation);
        }
        catch (PostgresAwayException away)
        {
            throw new StoreException($"The gateways of the fleet keep the ledger in PostgreSQL. {away.Message}", away);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    // An entry that is not there yet would be added a second time.
    private async Task<IReadOnlyList<LedgerEntry>> ReadAsync(ExchangeId exchange, CancellationToken cancellation)
    {
        try
        {
            await _projector.ProjectToEndAsync(cancellation);
            return await _own.EntriesOfAsync(exchange, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new StoreException($"The ledger cannot be read just now: {failure.Message}", failure);
        }
    }
}
