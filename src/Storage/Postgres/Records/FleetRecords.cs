using FerroGate.Core.Lists;
using FerroGate.Core.Records;

namespace FerroGate.Storage.Postgres.Records;

/// <summary>The records of the fleet, or those that this gateway has itself where they are away. Each is written to both.</summary>
internal sealed class FleetRecords(PostgresRequestRecords shared, IRequestRecords own) : IRequestRecords
{
    /// <summary>Those that this gateway itself has lost.</summary>
    public long Dropped => own.Dropped;

    public void Add(RequestRecord record)
    {
        own.Add(record);
        shared.Add(record);
    }

    public Task<Page<RequestRecord>> ListAsync(PageRequest page, CancellationToken cancellation) =>
        FleetPages.ReadAsync(page, () => shared.ListAsync(page, cancellation), () => own.ListAsync(page, cancellation));
}
