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
        return await FleetPages.ReadAsync(page, () => shared.ListAsync(page, cancellation), () => own.ListAsync(page, cancellation));
    }
}
