using System.Threading.Channels;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Usage;
using FerroGate.Server.Hosting;
using FerroGate.Storage;
using FerroGate.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Hosting;

/// <summary>The log has how far the ledger goes.</summary>
public sealed class LedgerHeadsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly Lines _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Heads_are_told_after_each_minute_in_which_they_have_moved()
    {
        await using var store = await LocalStore.OpenAsync(Path.Combine(_folder.Path, "data"), new StoreOptions(), _clock, TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var heads = new LedgerHeads(store, _clock, _log);
        var running = heads.RunAsync(stop.Token);

        await SettleAsync(store);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Matches("^ledger head: journal [0-9a-f-]{36} has 1 entries and ends in [0-9a-f]{64}$", await _log.NextAsync());

        await heads.TellAsync(stop.Token);
        await SettleAsync(store);
        await heads.TellAsync(stop.Token);
        Assert.Contains("has 2 entries", await _log.NextAsync(), StringComparison.Ordinal);

        await stop.CancelAsync();
        await running;
    }

    private static Task SettleAsync(LocalStore store) => store.Journal.SettleAsync(new LedgerEntry
    {
        ExchangeId = ExchangeId.New(TimeProvider.System),
        ReservedAt = DateTimeOffset.UnixEpoch,
        SettledAt = DateTimeOffset.UnixEpoch,
        KeyId = "key-1",
        Tenant = Tenant.None,
        Model = "m",
        Provider = null,
        ProviderModel = null,
        Ending = Ending.Finished,
        Status = 200,
        Usage = TokenUsage.Unknown,
        UsageSource = UsageSource.Provider,
        OutputAssumed = false,
        Cost = null,
    });

    private sealed class Lines : ILogger<LedgerHeads>
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public Task<string> NextAsync() => _lines.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Writer.TryWrite(formatter(state, exception));
    }
}
