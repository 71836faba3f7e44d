using System.Net;
using CsCheck;
using FerroGate.Core.Keys;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Keys;

/// <summary>How many wrong credentials a client may send.</summary>
public sealed class WrongCredentialsTests
{
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::c000:207:0:0:0:0", "192.0.2.7", false)]
    [InlineData(null, null, true)]
    [InlineData(null, "0.0.0.0", false)]
    public void One_client_is_an_IPv4_address_or_a_network_of_IPv6(string? first, string? second, bool isOne)
    {
        var wrong = new WrongCredentials(() => 1, _clock);
        Assert.Null(wrong.Add(Read(first)));

        Assert.Equal(isOne, wrong.Add(Read(second)) is not null);
    }

    [Fact]
    public void The_wait_ends_a_minute_after_the_first_of_them()
    {
        var wrong = new WrongCredentials(() => 2, _clock);
        Assert.Null(wrong.Add(null));
        _clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Null(wrong.Add(null));

        Assert.Equal(TimeSpan.FromSeconds(10), wrong.Add(null));
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.FromSeconds(1), wrong.Add(null));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(wrong.Add(null));
        Assert.Equal((3, 2), (wrong.Answered, wrong.Throttled));
    }

    [Fact]
    public void Without_a_limit_nobody_waits_and_a_limit_that_changes_counts_at_once()
    {
        var limit = 0;
        var wrong = new WrongCredentials(() => limit, _clock);
        for (var i = 0; i < 100; i++)
            Assert.Null(wrong.Add(null));

        limit = 1;
        Assert.Null(wrong.Add(null));
        Assert.NotNull(wrong.Add(null));
    }

    [Fact]
    public void However_many_addresses_there_are_the_memory_stays_and_a_new_client_is_counted_still()
    {
        var wrong = new WrongCredentials(() => 3, _clock);
        for (var i = 0; i < 100_000; i++)
        {
            _clock.Advance(TimeSpan.FromTicks(1));
            wrong.Add(new IPAddress(i));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var client = new IPAddress(0x0A_00_00_01L);
        var told = Enumerable.Range(0, 10).Count(_ => wrong.Add(client) is null);
        Assert.Equal(3, told);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000);
    }

    [Fact]
    public void In_no_window_is_a_client_told_more_often_than_the_limit()
    {
        Gen.Select(Gen.Int[1, 5], Gen.Select(Gen.Int[0, 2], Gen.Int[0, 30]).List[0, 60]).Sample((limit, steps) =>
        {
            var clock = new FakeTimeProvider();
            var wrong = new WrongCredentials(() => limit, clock);
            var windows = new Dictionary<int, (DateTimeOffset Since, int Told)>();
            foreach (var (client, seconds) in steps)
            {
                clock.Advance(TimeSpan.FromSeconds(seconds));
                var now = clock.GetUtcNow();
                var window = windows.TryGetValue(client, out var known) && now - known.Since < TimeSpan.FromMinutes(1) ? known : (Since: now, Told: 0);
                var isTold = wrong.Add(new IPAddress(client)) is null;
                Assert.Equal(window.Told < limit, isTold);
                windows[client] = window with { Told = window.Told + (isTold ? 1 : 0) };
            }
        });
    }

    private static IPAddress? Read(string? text) => text is null ? null : IPAddress.Parse(text);
}
