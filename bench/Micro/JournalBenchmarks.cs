using BenchmarkDotNet.Attributes;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;
using FerroGate.Storage;

namespace FerroGate.Bench;

/// <summary>
/// What it costs to write down that an exchange begins and how it ended, with one caller and with several at once; the ledger follows behind, and
/// its part is counted in.
/// </summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private const int Each = 256;

    private string _folder = "";
    private LocalStore _store = null!;

    [Params(1, 32)]
    public int Callers { get; set; }

    [GlobalSetup]
    public async Task PrepareAsync()
    {
        _folder = Directory.CreateTempSubdirectory("ferrogate-bench-").FullName;
        _store = await LocalStore.OpenAsync(_folder, new StoreOptions(), TimeProvider.System);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(OperationsPerInvoke = Each)]
    public Task OpenAndSettle() => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
    {
        for (var i = 0; i < Each / Callers; i++)
            await RunAsync(_store.Journal);
    })));

    private static async Task RunAsync(IExchangeJournal journal)
    {
        var (id, now, tenant) = (ExchangeId.New(TimeProvider.System), TimeProvider.System.GetUtcNow(), new Tenant("org", "team", "project", "user"));
        await journal.OpenAsync(new OpenedExchange(id, now, "key", tenant, "model", 21, 85, OutputAssumed: false));
        await journal.SettleAsync(new LedgerEntry
        {
            ExchangeId = id,
            ReservedAt = now,
            SettledAt = now,
            KeyId = "key",
            Tenant = tenant,
            Model = "model",
            Provider = "provider",
            ProviderModel = "provider-model",
            Ending = Ending.Finished,
            Status = 200,
            Usage = new TokenUsage { Input = 21, Output = 12 },
            UsageSource = UsageSource.Provider,
            OutputAssumed = false,
            Cost = new NanoUsd(28_500),
        });
    }
}
