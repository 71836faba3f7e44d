using CsCheck;
using FerroGate.Core.Ledger;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Recovery;

/// <summary>Whatever happens in whatever order: one entry for each exchange that was opened, and sums that are theirs.</summary>
public sealed class EveryExchangeOnceTests
{
    // What happens often is here more often.
    private static readonly Step[] Likely =
    [
        Step.Open, Step.Open, Step.Open, Step.Settle, Step.Settle, Step.SettleTwice,
        Step.FailDisk, Step.HealDisk, Step.Restart, Step.Crash,
    ];

    private static readonly Gen<Step[]> Steps = Gen.Int[0, Likely.Length - 1].Select(i => Likely[i]).Array[1, 60];

    private enum Step
    {
        Open,
        Settle,
        SettleTwice,
        FailDisk,
        HealDisk,
        SendAgain,
        Restart,
        Crash,
    }

    [Fact]
    public async Task Each_opened_exchange_has_exactly_one_entry_after_any_interleaving() =>
        await Steps.SampleAsync(RunAsync, iter: 60, threads: 1);

    private static async Task RunAsync(Step[] steps)
    {
        using var directory = new TemporaryDirectory();
        var disk = new FailingFiles();
        var options = Some.SmallSegments with { Files = disk, SegmentSize = 1500 };
        var store = await Some.Store(directory, options);
        var inFlight = new Queue<OpenedExchange>();
        var failed = new HashSet<(Guid, int?)>();
        var accepted = new HashSet<Guid>();
        var number = 0;
        try
        {
            foreach (var step in steps)
            {
                switch (step)
                {
                    case Step.Open:
                        var opened = Some.Opened($"key-{number++ % 3}") with { ReservedAt = Some.Moment.AddDays(number) };
                        if (await SucceedsAsync(store.Journal.OpenAsync(opened)))
                        {
                            inFlight.Enqueue(opened);
                            accepted.Add(opened.ExchangeId.Value);
                        }

                        break;
                    case Step.SendAgain when inFlight.TryDequeue(out var once):
                        var again = once with { Failed = [.. once.Failed, Some.Failed(once, once.Failed.Count + 1)] };
                        var isWritten = await SucceedsAsync(store.Journal.OpenAsync(again));
                        if (isWritten)
                            failed.Add((again.ExchangeId.Value, again.Failed.Count));
                        inFlight.Enqueue(isWritten ? again : once);
                        break;
                    case Step.Settle or Step.SettleTwice when inFlight.TryPeek(out var oldest):
                        var settled = await SucceedsAsync(store.Journal.SettleAsync(Some.Settled(oldest, number), oldest.Failed));
                        if (step == Step.SettleTwice)
                            settled |= await SucceedsAsync(store.Journal.SettleAsync(Some.Settled(oldest, number + 1), oldest.Failed));
                        if (settled)
                            inFlight.Dequeue();
                        break;
                    case Step.FailDisk:
                        disk.BytesLeft = number % 200;
                        break;
                    case Step.HealDisk:
                        disk.BytesLeft = null;
                        break;
                    case Step.Restart or Step.Crash:
                        disk.BytesLeft = null;
                        await store.DisposeAsync();
                        if (step == Step.Crash)
                            TearTail(directory);
                        inFlight.Clear();
                        store = await Some.Store(directory, options);
                        break;
                    default:
                        break;
                }
            }

            disk.BytesLeft = null;
            await store.DisposeAsync();
            store = await Some.Store(directory, options);
            var entries = await LedgerRows.EntriesAsync(store.Ledger);
            Assert.Equal(accepted.Order(), entries.Where(entry => entry.FailedAttempt is null).Select(entry => entry.ExchangeId.Value).Order());
            Assert.Equal(failed.Order(), entries.Where(entry => entry.FailedAttempt is not null).Select(entry => (entry.ExchangeId.Value, entry.FailedAttempt)).Order());
            LedgerRows.AssertSumsAreRight(Path.Combine(directory.Data, "ledger.db"));
            Assert.Empty(LedgerVerification.Run(directory.Data, Some.SmallSegments, await store.HeadsAsync(100, Some.Token), TimeProvider.System).Faults);
        }
        finally
        {
            await store.DisposeAsync();
        }
    }

    /// <summary>Leaves half a record that nobody was told of behind the last one.</summary>
    private static void TearTail(TemporaryDirectory directory)
    {
        using var file = new FileStream(directory.Segments[^1], FileMode.Open);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var end = Math.Max(80, bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1);
        file.Position = end;
        file.Write([120, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    }

    private static async Task<bool> SucceedsAsync(Task task)
    {
        try
        {
            await task;
            return true;
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
    }
}
