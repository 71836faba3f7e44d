using FerroGate.Core.Lists;
using FerroGate.Core.Records;
using FerroGate.Storage.Sqlite;

namespace FerroGate.Storage.Postgres.State;

/// <summary>The log of changes of a fleet, or this gateway's part of it where the database is away. An event is written down here first, and arrives there once.</summary>
internal sealed class FleetAuditLog(PostgresAuditLog shared, SqliteAuditLog own, FleetOutbox outbox) : IAuditLog
{
    public async Task AddAsync(AuditEvent change, CancellationToken cancellation)
    {
        await own.AddAsync(change, cancellation);
        await outbox.TryShipAsync();
    }

    public async Task<Page<AuditEvent>> ListAsync(PageRequest page, CancellationToken cancellation)
    {
        await outbox.TryShipAsync();
        try
        {
            return await shared.ListAsync(page, cancellation);
        }
        catch (PostgresAwayException) when (page.After is null)
        {
            return (await own.ListAsync(page, cancellation)) with { IsStale = true, Next = null };
        }
        catch (PostgresAwayException away)
        {
            // Rows have other numbers here, so that nobody can go on from the one to the other.
            throw new ListAwayException($"{away.Message} Without 'after', what this gateway has of the list is shown.", away);
        }
    }
}
