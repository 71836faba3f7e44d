using FerroGate.Core.Lists;

namespace FerroGate.Core.Records;

/// <summary>The request records: written in the background, bounded, and droppable, which the ledger is not.</summary>
public interface IRequestRecords
{
    /// <summary>How many records were dropped because the writer could not keep up.</summary>
    long Dropped { get; }

    /// <summary>Hands a record to the writer; never waits.</summary>
    void Add(RequestRecord record);

    /// <summary>The newest records first.</summary>
    Task<Page<RequestRecord>> ListAsync(PageRequest page, CancellationToken cancellation);
}
