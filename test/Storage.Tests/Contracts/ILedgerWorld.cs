using FerroGate.Core.Aggregates;
using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Projection;

namespace FerroGate.Storage.Tests.Contracts;

/// <summary>A ledger on one kind of database.</summary>
internal interface ILedgerWorld : IAsyncDisposable
{
    ILedgerReader Ledger { get; }

    IUsageAggregates Usage { get; }

    /// <summary>Adds what a journal has settled.</summary>
    /// <returns>How many were passed over because another record has settled their exchange.</returns>
    Task<int> AddAsync(JournalId journal, IReadOnlyList<ProjectedEntry> entries);

    /// <summary>What does not fit its seal.</summary>
    Task<IReadOnlyList<string>> FaultsAsync();
}
