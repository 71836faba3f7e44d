namespace FerroGate.Storage;

/// <summary>What the store found at its start and counted since; for the log and the meters.</summary>
public sealed class StoreReport
{
    private readonly Action<StoreFailure>? _onFailure;
    private readonly long[] _failures = new long[Enum.GetValues<StorePart>().Length];
    private long _duplicatesIgnored;

    internal StoreReport(Action<StoreFailure>? onFailure) => _onFailure = onFailure;

    /// <summary>Exchanges that an earlier process left open and that were settled as crashed at this start.</summary>
    public int Recovered { get; internal set; }

    /// <summary>Damage that was cut from the journals at this start.</summary>
    public IReadOnlyList<CutTail> CutTails { get; internal set; } = [];

    /// <summary>Entries from before the ledger was sealed, which were sealed at this start as they were found.</summary>
    public long SealedAtFirst { get; internal set; }

    /// <summary>Settlements that were ignored because their exchange was settled already.</summary>
    public long DuplicatesIgnored => Interlocked.Read(ref _duplicatesIgnored);

    /// <summary>How often a part failed; the gateway went on each time.</summary>
    public long FailuresOf(StorePart part) => Interlocked.Read(ref _failures[(int)part]);

    internal void CountDuplicates(int count) => Interlocked.Add(ref _duplicatesIgnored, count);

    internal void Failed(StoreFailure failure)
    {
        Interlocked.Increment(ref _failures[(int)failure.Part]);
        _onFailure?.Invoke(failure);
    }
}
