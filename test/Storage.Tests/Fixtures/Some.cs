using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Lists;
using FerroGate.Core.Money;
using FerroGate.Core.Records;
using FerroGate.Core.Usage;
using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite;

namespace FerroGate.Storage.Tests.Fixtures;

/// <summary>Examples of what is stored.</summary>
internal static class Some
{
    public static DateTimeOffset Moment { get; } = new(2026, 11, 23, 9, 41, 7, 123, 456, TimeSpan.Zero);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static StoreOptions SmallSegments { get; } = new()
    {
        SegmentSize = 4096,
        BusyTimeout = TimeSpan.FromMilliseconds(50),
    };

    public static PageRequest Everything { get; } = new(0, 100_000, 100_000);

    public static TokenUsage FullUsage { get; } = new()
    {
        Input = 11,
        CachedInput = 12,
        CacheWrite5m = 13,
        CacheWrite1h = 14,
        Output = 15,
        Reasoning = 16,
        AudioInput = 17,
        AudioOutput = 18,
        ImageInput = 19,
    };

    public static OpenedExchange Opened(string key = "key-1", long prompt = 100) => new(
        ExchangeId.New(TimeProvider.System), Moment, key, new Tenant("org", "team", "project", "user"), "fast-chat", prompt, 500, true);

    public static LedgerEntry Settled(OpenedExchange opened, long input = 10, long? output = 20, long? cost = 30) => new()
    {
        ExchangeId = opened.ExchangeId,
        ReservedAt = opened.ReservedAt,
        SettledAt = opened.ReservedAt.AddSeconds(2),
        KeyId = opened.KeyId,
        Tenant = opened.Tenant,
        Model = opened.Model,
        Provider = "openai",
        ProviderModel = "gpt-x",
        Ending = Ending.Finished,
        Status = 200,
        Usage = new TokenUsage { Input = input, Output = output },
        UsageSource = UsageSource.Provider,
        OutputAssumed = opened.OutputAssumed,
        Cost = cost is { } nano ? new NanoUsd(nano) : null,
    };

    /// <summary>The entry of an attempt of the exchange that failed and was charged.</summary>
    public static LedgerEntry Failed(OpenedExchange opened, int attempt = 1, long input = 100, long? cost = 7) =>
        Settled(opened, input, output: 0, cost) with { FailedAttempt = attempt, Ending = Ending.UpstreamCut, Status = null, Provider = "azure" };

    public static RequestRecord Record(int number = 1) => new()
    {
        ExchangeId = ExchangeId.New(TimeProvider.System),
        RequestId = $"request-{number}",
        TraceId = "0af7651916cd43dd8448eb211c80319c",
        KeyId = "key-1",
        Tenant = Tenant.None,
        Route = "openai.chat.completions",
        Model = null,
        Provider = null,
        ProviderModel = null,
        Status = null,
        ErrorCode = null,
        Ending = null,
        Streamed = false,
        StartedAt = Moment,
        Duration = TimeSpan.FromMicroseconds(1234),
        TimeToFirstToken = null,
        Attempts = 0,
        Usage = TokenUsage.Unknown,
    };

    public static Task<LocalStore> Store(TemporaryDirectory directory, StoreOptions? options = null) =>
        LocalStore.OpenAsync(directory.Data, options ?? SmallSegments, TimeProvider.System, Token);

    public static Database LedgerDatabase(TemporaryDirectory directory) =>
        Database.Open(Path.Combine(directory.Root, "ledger.db"), Migrations.Ledger, TimeProvider.System, TimeSpan.FromMilliseconds(50));

    public static LedgerKey LedgerKey(TemporaryDirectory directory) => Seals.LedgerKey.Open(DataPaths.Open(directory.Root), given: null);

    public static IReadOnlyList<ProjectedEntry> Projected(params LedgerEntry[] entries) =>
        [.. entries.Select((entry, index) => new ProjectedEntry(index + 1, entry))];

    /// <summary>What a key has spent in all, as the sums have it.</summary>
    public static async Task<long> TokensAsync(LocalStore store, string key)
    {
        var query = new UsageQuery { Limit = 10, Filters = new Dictionary<UsageDimension, string?> { [UsageDimension.Key] = key } };
        return (await store.Usage.SumsAsync(query, Token)).Items.Sum(group => group.Sum.BudgetTokens);
    }
}
