using FerroGate.Core.Aggregates;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits.Shared;
using FerroGate.Core.Money;

namespace FerroGate.Storage.Tests.Redis;

/// <summary>A ledger that several gateways share, as far as budgets are made of it.</summary>
internal sealed class FakePast : IPastUsage
{
    private readonly Lock _lock = new();
    private readonly List<LedgerEntry> _entries = [];
    private readonly Dictionary<string, long> _journals = [];

    public int Reads { get; private set; }

    public void Add(string journal, SettledExchange settled)
    {
        lock (_lock)
        {
            _entries.AddRange([settled.Entry, .. settled.Failed]);
            _journals[journal] = settled.Sequence;
        }
    }

    public Task ReadAsync(IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, Action<JournalPlace> journal, CancellationToken cancellation)
    {
        lock (_lock)
        {
            Reads++;
            foreach (var range in ranges)
            {
                foreach (var entry in _entries)
                {
                    var start = DateOnly.FromDateTime(range.Span.StartOf(entry.ReservedAt).UtcDateTime);
                    if (start >= range.From)
                        usage(new PastUsage(range, start, range.Rollup.Of(UsageSubject.Of(entry)), entry.Usage.BudgetTokens, entry.Cost ?? NanoUsd.Zero));
                }
            }

            foreach (var (name, sequence) in _journals)
                journal(new JournalPlace(name, sequence));
        }

        return Task.CompletedTask;
    }
}
