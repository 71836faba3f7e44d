using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Limits;

/// <summary>All request bodies together have a bound, and what is given back can be used again.</summary>
[Trait("Category", "Process")]
public sealed class BodyMemoryTests
{
    [Fact]
    public async Task Bodies_over_the_common_bound_are_503_until_others_are_done()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Reliability = "request_body_max_bytes 1048576\nrequest_bodies_max_bytes 2000000",
        });
        var gate = new Gate();
        world.Provider.Enqueue(ChatReplies.Plain().HoldHead(gate));
        world.Provider.Otherwise(_ => ChatReplies.Plain());
        var body = ChatRequests.Plain().Replace("hello", new string('h', 1_000_000), StringComparison.Ordinal);
        await using var first = await world.Client.StartAsync(Request.Chat(body));
        await gate.ReachedAsync();

        var second = await world.Client.ChatAsync(body);
        gate.Open();
        var answer = await (await first.ReceiveAsync()).ReadToEndAsync();

        ErrorAssert.IsRefusal(second, 503, "gateway_overloaded");
        Assert.True(second.Headers.Has("retry-after"), second.ToString());
        Assert.Equal(200, answer.Status);
        await Testing.Patience.UntilAsync(() => world.Client.ChatAsync(body), again => again.Status == 200, "the memory to be free again");
    }
}
