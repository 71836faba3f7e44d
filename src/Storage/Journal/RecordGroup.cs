using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Journal;

/// <summary>Records that are written together, and what those who wait for them hold.</summary>
internal sealed class RecordGroup
{
    private TaskCompletionSource? _written;

    public List<PendingRecord> Records { get; } = [];

    /// <summary>There is nothing to write, and nobody waits for what came before.</summary>
    public bool IsIdle => Records.Count == 0 && _written is null;

    public Task Written => (_written ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Tells those who wait, and becomes an empty group.</summary>
    public void Complete(JournalUnavailableException? failure)
    {
        Records.Clear();
        var written = _written;
        _written = null;
        if (failure is null)
            written?.SetResult();
        else
            written?.SetException(failure);
    }
}
