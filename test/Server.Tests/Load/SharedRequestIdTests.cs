using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Load;

/// <summary>A request id that clients choose identifies nothing.</summary>
[Trait("Category", "Process")]
public sealed class SharedRequestIdTests
{
    private const int Requests = 100;

    [Fact]
    public async Task A_hundred_concurrent_requests_with_one_request_id_leave_a_hundred_entries()
    {
        await using var world = await World.StartAsync();
        var number = 0;
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: Interlocked.Increment(ref number)));

        var answers = await Task.WhenAll(Enumerable.Range(0, Requests)
            .Select(_ => world.Client.SendAsync(Request.Chat(ChatRequests.Plain()).With("x-request-id", "the-same-for-all"))));

        Assert.All(answers, answer => Assert.Equal((200, "the-same-for-all"), (answer.Status, answer.Headers["x-request-id"])));
        var ids = answers.Select(answer => answer.Headers["x-ferrogate-exchange-id"]!).ToHashSet();
        Assert.Equal(Requests, ids.Count);
        var ledger = await world.Admin.WaitForBillingEventsAsync(all => all.Count >= Requests, "an entry for each request");
        Assert.Equal(ids, ledger.Select(entry => entry.ExchangeId).ToHashSet());
        Assert.Equal(Requests, ledger.Count);
        Assert.Equal(Enumerable.Range(1, Requests).Select(n => (long?)n), ledger.Select(entry => entry.InputTokens).Order());
    }
}
