using System.Globalization;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Limits.Shared;
using FerroGate.Core.Refusals;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace FerroGate.Storage.Tests.Redis;

/// <summary>What is kept in Redis for two days of every exchange that was settled.</summary>
public sealed class SettledMarkerTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private const int AtOnce = 500;
    private static readonly VirtualKey Key = new() { Id = "key", Hash = KeyHash.Of("key"), Tenant = new Tenant("acme", null, null, null) };

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(5_000)]
    public async Task Each_takes_less_than_80_bytes(int perSecond)
    {
        const int Exchanges = 50_000;
        await using var world = await RedisWorld.StartAsync(redis, QuotaRules.None);
        await CountAsync(world, AtOnce, perSecond);
        var before = await UsedMemoryAsync();

        await CountAsync(world, Exchanges, perSecond);

        var each = (await UsedMemoryAsync() - before) / Exchanges;
        TestContext.Current.TestOutputHelper!.WriteLine($"shown: {each} bytes for each exchange at {perSecond} a second");
        Assert.InRange(each, 1, 80);
    }

    [Fact]
    public async Task Each_is_kept_for_48_hours()
    {
        await using var world = await RedisWorld.StartAsync(redis, QuotaRules.None);
        await CountAsync(world, AtOnce, perSecond: 100);

        var keys = KeysOf(world);

        Assert.NotEmpty(keys);
        foreach (var key in keys)
            Assert.InRange((await redis.Database.KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromHours(47.9), TimeSpan.FromHours(48));
    }

    [Fact]
    public async Task Each_of_many_exchanges_of_one_moment_counts_once_whichever_journal_tells_it_whenever()
    {
        const int Exchanges = 400;
        await using var world = await RedisWorld.StartAsync(redis, Tokens(1_000));
        var other = new FakeJournal(world.Governor.Settled);
        for (var i = 0; i < Exchanges; i++)
        {
            var claim = new Claim(ExchangeId.New(_clock), Key, "m", new TokenHold(1, 0, false));
            Assert.True((await world.Governor.ReserveAsync(claim, TimeSpan.Zero, CancellationToken.None)).TryGet(out var reservation, out _));
            world.Journal.Settle(claim, reservation, 1, 0);
            other.Record(claim, reservation, 1);
        }

        await world.Journal.TellAsync();
        await world.Journal.TellAllAgainAsync();
        await world.PassAsync(TimeSpan.FromHours(47));
        await other.TellAsync();
        await other.TellAllAgainAsync();

        Assert.Null(await RefusalAsync(world, 1_000 - Exchanges));
        Assert.Equal(RefusalCodes.BudgetExceeded, await RefusalAsync(world, 1_000 - Exchanges + 1));
    }

    [Fact]
    public async Task One_that_is_settled_long_after_many_others_of_its_moment_is_found_as_long_as_they()
    {
        const int Others = 128;
        await using var world = await RedisWorld.StartAsync(redis, QuotaRules.None);
        var settled = Enumerable.Range(1, Others + 1).Select(sequence => new SettledDraw(sequence, ExchangeId.New(_clock), [])).ToList();
        await world.Counters.CountAsync("journal", settled[..Others], NoBudgets);
        foreach (var key in KeysOf(world))
            await redis.Database.KeyExpireAsync(key, TimeSpan.FromHours(45));

        await world.Counters.CountAsync("journal", settled[Others..], NoBudgets);

        var keys = KeysOf(world);
        Assert.Equal(2, keys.Count);
        foreach (var key in keys)
            Assert.InRange((await redis.Database.KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromHours(47.9), TimeSpan.FromHours(48));
    }

    private List<RedisKey> KeysOf(RedisWorld world) => [.. Server.Keys(pattern: $"*{world.Prefix}*settled*")];

    private static IReadOnlyDictionary<string, string> NoBudgets { get; } = new Dictionary<string, string>();

    private IServer Server => redis.Database.Multiplexer.GetServers()[0];

    private static QuotaRules Tokens(long amount) => new()
    {
        Budgets = [new Budget { Name = "b", Unit = BudgetUnit.Tokens, Amount = amount, Period = PeriodKind.Total }],
    };

    private async Task CountAsync(RedisWorld world, int count, int perSecond)
    {
        var journal = Guid.NewGuid().ToString("D");
        for (var from = 0; from < count; from += AtOnce)
        {
            var settled = new List<SettledDraw>();
            for (var i = 0; i < AtOnce; i++)
            {
                _clock.Advance(TimeSpan.FromSeconds(1d / perSecond));
                settled.Add(new SettledDraw(from + i + 1, ExchangeId.New(_clock), []));
            }

            await world.Counters.CountAsync(journal, settled, NoBudgets);
        }
    }

    private async Task<long> UsedMemoryAsync() =>
        long.Parse((await Server.InfoAsync("memory")).Single().Single(line => line.Key == "used_memory").Value, CultureInfo.InvariantCulture);

    private static async Task<string?> RefusalAsync(RedisWorld world, long tokens)
    {
        var claim = new Claim(ExchangeId.New(TimeProvider.System), Key, "m", new TokenHold(tokens, 0, false));
        (await world.Governor.ReserveAsync(claim, TimeSpan.Zero, CancellationToken.None)).TryGet(out _, out var refusal);
        return refusal?.Code;
    }
}
