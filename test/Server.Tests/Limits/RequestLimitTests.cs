using System.Globalization;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Limits;

/// <summary>Requests per minute: how many are left is told every time, and when to come back when none is.</summary>
[Trait("Category", "Process")]
public sealed class RequestLimitTests(RequestLimitTests.Site site) : WorldTests(site), IClassFixture<RequestLimitTests.Site>
{
    private const int Limit = 5;

    /// <summary>Two keys with the same limit.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Ai = $$"""
            api_key one {
            	key one-secret
            	request_limit_per_minute {{Limit}}
            }
            api_key two {
            	key two-secret
            	request_limit_per_minute {{Limit}}
            }
            """,
    });

    [Fact]
    public async Task One_request_too_many_is_429_with_the_time_to_wait()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        var client = World.ClientWith("one-secret");
        for (var left = Limit - 1; left >= 0; left--)
        {
            var answer = await client.ChatAsync(ChatRequests.Plain());
            Assert.Equal(200, answer.Status);
            Assert.Equal($"{Limit}", answer.Headers["x-ratelimit-limit-requests"]);
            Assert.Equal($"{left}", answer.Headers["x-ratelimit-remaining-requests"]);
            Assert.True(answer.Headers.Has("x-ratelimit-reset-requests"), answer.ToString());
        }

        var refused = await client.ChatAsync(ChatRequests.Plain());

        ErrorAssert.IsRefusal(refused, 429, "rate_limit_exceeded");
        Assert.InRange(int.Parse(refused.Headers["retry-after"]!, CultureInfo.InvariantCulture), 1, 60);
        Assert.Equal("0", refused.Headers["x-ratelimit-remaining-requests"]);
        Assert.Equal(Limit, Provider.Requests.Count);
    }

    [Fact]
    public async Task Of_many_at_once_exactly_the_limit_gets_through()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        var client = World.ClientWith("two-secret");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4 * Limit).Select(_ => client.ChatAsync(ChatRequests.Plain())));

        Assert.Equal(Limit, answers.Count(answer => answer.Status == 200));
        Assert.Equal(3 * Limit, answers.Count(answer => answer.Status == 429));
        Assert.Equal(Limit, Provider.Requests.Count);
    }

    [Fact]
    public async Task A_key_without_a_limit_is_told_of_none()
    {
        Provider.Enqueue(ChatReplies.Plain().With("x-ratelimit-limit-requests", "9"));

        var answer = await Client.SendAsync(Request.Chat(ChatRequests.Plain()));

        Assert.False(answer.Headers.Has("x-ratelimit-limit-requests"), answer.ToString());
    }
}
