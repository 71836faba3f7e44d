using FerroGate.Core.Limits.Shared;
using FerroGate.Storage.Redis;
using FerroGate.Testing.Redis;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Storage.Tests.Redis;

/// <summary>How long Redis is waited for.</summary>
public sealed class RedisLinkTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TaskCompletionSource<int> _answer = new();
    private RedisLink _link = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        _link = await RedisLink.ConnectAsync(redis.Configuration, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (_link is not null)
            await _link.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_not_answered_for_a_second_is_away()
    {
        var asked = _link.DoAsync(_ => _answer.Task);

        _clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<CountersAwayException>(() => asked);
        Assert.True(_link.IsAway);
    }

    [Fact]
    public async Task A_process_that_stood_still_itself_waits_as_long_again()
    {
        var asked = _link.DoAsync(_ => _answer.Task);

        _clock.Advance(TimeSpan.FromSeconds(3));
        _answer.SetResult(7);

        Assert.Equal(7, await asked);
        Assert.False(_link.IsAway);
    }

    [Fact]
    public async Task It_waits_no_longer_where_it_runs_again_and_nothing_comes()
    {
        var asked = _link.DoAsync(_ => _answer.Task);

        _clock.Advance(TimeSpan.FromSeconds(3));
        while (!asked.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<CountersAwayException>(() => asked);
    }
}
