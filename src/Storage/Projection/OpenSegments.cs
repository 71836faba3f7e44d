using FerroGate.Core.Exchanges;
using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Projection;

/// <summary>Which segment holds the open record of each exchange whose entry is not in the ledger yet.</summary>
internal sealed class OpenSegments
{
    private readonly Dictionary<ExchangeId, SegmentRef> _segmentOf = [];
    private readonly Dictionary<SegmentRef, int> _count = [];

    public void Opened(ExchangeId exchange, SegmentRef segment)
    {
        if (_segmentOf.TryAdd(exchange, segment))
            _count[segment] = _count.GetValueOrDefault(segment) + 1;
    }

    public void InLedger(ExchangeId exchange)
    {
        if (_segmentOf.Remove(exchange, out var segment) && --_count[segment] == 0)
            _count.Remove(segment);
    }

    public bool Holds(SegmentRef segment) => _count.ContainsKey(segment);
}
