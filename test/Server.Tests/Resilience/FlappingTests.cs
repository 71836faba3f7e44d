using FerroGate.Server.Tests.Dialects;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>A target that is well and ill by turns.</summary>
[Trait("Category", "Process")]
public sealed class FlappingTests
{
    private const int Threshold = 3;

    [Theory]
    [InlineData("chat", false)]
    [InlineData("chat", true)]
    [InlineData("responses", false)]
    [InlineData("responses", true)]
    [InlineData("messages", false)]
    [InlineData("messages", true)]
    [InlineData("gemini", false)]
    [InlineData("gemini", true)]
    public async Task It_is_left_alone_while_it_is_ill_and_asked_again_when_it_is_well(string dialect, bool isStream)
    {
        await using var world = await World.StartAsync(ResilienceSite.Config with
        {
            Reliability = $"provider_circuit_breaker_failure_threshold {Threshold}\nprovider_circuit_breaker_cooldown_secs 1",
        });
        var isIll = false;
        world.Provider.Otherwise(request =>
            request.Target.StartsWith("/first/", StringComparison.Ordinal) && Volatile.Read(ref isIll) ? DialectReplies.Error(dialect, 503)
            : isStream ? DialectReplies.Stream(dialect)
            : DialectReplies.Plain(dialect));

        for (var turn = 0; turn < 2; turn++)
        {
            Volatile.Write(ref isIll, true);
            await Testing.Patience.UntilAsync(
                async () => (await AskAsync(world, dialect, isStream)).Headers["x-ferrogate-attempts"], attempts => attempts == "1", "it to be left alone");
            Volatile.Write(ref isIll, false);
            await Testing.Patience.UntilAsync(
                async () => (await AskAsync(world, dialect, isStream)).Headers["x-ferrogate-provider"], provider => provider == $"{dialect}-first", "it to be asked again");
        }
    }

    private static async Task<Testing.Http.Answer> AskAsync(World world, string dialect, bool isStream)
    {
        var answer = await world.Client.SendAsync(DialectRequests.Of(dialect, dialect, isStream));
        Assert.Equal((200, true), (answer.Status, answer.IsComplete));
        return answer;
    }
}
