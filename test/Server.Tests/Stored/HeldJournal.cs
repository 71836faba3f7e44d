using FerroGate.Core.Ledger;

namespace FerroGate.Server.Tests.Stored;

/// <summary>A journal that is away, or takes as long as a test wants.</summary>
internal sealed class HeldJournal(IExchangeJournal inner) : IExchangeJournal
{
    private TaskCompletionSource? _gate;

    public bool IsAvailable { get; set; } = true;

    /// <summary>Takes nothing until the gate is open.</summary>
    public TaskCompletionSource Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task OpenAsync(OpenedExchange exchange) => inner.OpenAsync(exchange);

    public Task WrittenAsync() => inner.WrittenAsync();

    public async Task SettleAsync(LedgerEntry entry, params IReadOnlyList<LedgerEntry> failed)
    {
        if (!IsAvailable)
        {
            throw new JournalUnavailableException("The disk is full.");
        }

        if (_gate is { } gate)
        {
            await gate.Task;
        }

        await inner.SettleAsync(entry, failed);
    }
}
