using FerroGate.Server.Tests.Dialects;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>Each time limit ends what it is for, at the target that it is written for, and the next target answers.</summary>
[Trait("Category", "Process")]
public sealed class TargetTimeLimitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_does_not_come_about_in_time_is_a_slow_connect(bool isStream)
    {
        using var silent = new SilentListener();
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Ai = $$"""
                provider dark {
                	kind openai-compatible
                	base_url https://127.0.0.1:{{silent.Port}}/v1
                	api_key x
                	timeouts {
                		connect 1s
                	}
                }
                model two -> dark:m1 up:m2
                """,
        });
        world.Provider.Otherwise(_ => isStream ? DialectReplies.Stream("chat") : DialectReplies.Plain("chat"));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "two", isStream));

        Assert.Equal((200, "dark:m1=slow_connect", "up"), (answer.Status, answer.Headers["x-ferrogate-failed"], answer.Headers["x-ferrogate-provider"]));
    }

    [Theory]
    [InlineData("connect 1s", false, null)]
    [InlineData("first_byte 1s", true, "silent")]
    [InlineData("first_byte 1s", false, null)]
    [InlineData("plain_first_byte 1s", false, "silent")]
    [InlineData("plain_first_byte 1s", true, null)]
    [InlineData("first_token 1s", true, "slow_first_token")]
    [InlineData("first_token 1s", false, null)]
    public async Task A_target_that_says_nothing_is_passed_over_when_the_limit_for_that_is_over(string limit, bool isStream, string? fault)
    {
        var gate = new Gate();
        await using var world = await StartAsync($"timeouts {{\n\t{limit}\n}}");
        var whole = isStream ? DialectReplies.Stream("chat") : DialectReplies.Plain("chat");
        world.Provider.Otherwise(request => request.Json.GetProperty("model").GetString() == "m1" ? whole.HoldHead(gate) : whole);
        if (fault is null)
        {
            // A limit that is not for this would have ended it when the one that is for it ends another.
            await using var patient = await world.Client.StartAsync(DialectRequests.Of("chat", "two", isStream));
            await gate.ReachedAsync();
            await world.Client.SendAsync(DialectRequests.Of("chat", "clock", stream: true));
            gate.Open();
            Assert.False((await (await patient.ReceiveAsync()).ReadToEndAsync()).Headers.Has("x-ferrogate-failed"));
            return;
        }

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "two", isStream));

        Assert.Equal((200, $"up:m1={fault}"), (answer.Status, answer.Headers["x-ferrogate-failed"]));
        Assert.Equal(whole.Text, answer.Text);
    }

    [Theory]
    [InlineData("first_token 1s", "slow_first_token")]
    [InlineData("silence 1s", "stalled")]
    public async Task A_stream_that_begins_and_comes_to_nothing_is_passed_over(string limit, string fault)
    {
        await using var world = await StartAsync($"timeouts {{\n\t{limit}\n}}");
        var whole = DialectReplies.Stream("chat");
        world.Provider.Otherwise(request => request.Json.GetProperty("model").GetString() == "m1" ? whole.HoldAt(DialectReplies.Events("chat")[0].Length, new Gate()) : whole);

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "two", stream: true));

        Assert.Equal((200, $"up:m1={fault}", whole.Text), (answer.Status, answer.Headers["x-ferrogate-failed"], answer.Text));
    }

    [Fact]
    public async Task A_stream_whose_first_token_is_late_after_its_opening_went_out_ends_with_an_error()
    {
        await using var world = await World.StartAsync(Config("timeouts {\n\tfirst_token 6s\n}") with { Reliability = "provider_dispatch_max_retries 0" });
        var opening = DialectReplies.Events("chat")[0];
        world.Provider.Otherwise(_ => DialectReplies.Stream("chat").HoldAt(opening.Length, new Gate()));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "one", stream: true));

        Assert.StartsWith(opening + "data: {\"error\":", answer.Text, StringComparison.Ordinal);
        Assert.Contains("first token of its answer within 6 s", answer.Text, StringComparison.Ordinal);
        Assert.Equal("upstream_cut", (await world.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Fact]
    public async Task The_silence_of_the_target_and_not_the_global_one_ends_a_stream_that_stalls()
    {
        await using var world = await World.StartAsync(Config("timeouts {\n\tsilence 1s\n}") with { Reliability = "provider_stream_silence_secs 600" });
        world.Provider.Otherwise(_ => DialectReplies.Stream("chat").HoldAfter("\"content\":\"Hel\"},\"finish_reason\":null}]}\n\n", new Gate()));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "one", stream: true));

        Assert.Contains("has said nothing for 1 s", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_of_an_exchange_is_that_of_the_target_that_it_is_with()
    {
        await using var world = await World.StartAsync(Config("timeouts {\n\ttotal 2s\n}") with { Reliability = "provider_exchange_timeout_secs 1" });
        var gate = new Gate();
        world.Provider.Otherwise(_ => DialectReplies.Plain("chat").HoldHead(gate));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "one"));

        Assert.Equal(504, answer.Status);
        Assert.Contains("not complete within 2 s", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_whose_time_for_the_exchange_is_over_when_its_turn_comes_is_not_asked()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Ai = """
                model two -> up:m1 {
                	timeouts {
                		plain_first_byte 2s
                	}
                	fallback up:m2 {
                		timeouts {
                			total 1s
                		}
                	}
                }
                """,
        });
        world.Provider.Otherwise(_ => DialectReplies.Plain("chat").HoldHead(new Gate()));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "two"));

        Assert.Equal((504, "up:m1=silent"), (answer.Status, answer.Headers["x-ferrogate-failed"]));
        Assert.Single(world.Provider.Requests);
    }

    private static Task<World> StartAsync(string limits) => World.StartAsync(Config(limits));

    private static GatewayConfigText Config(string limits) => new()
    {
        Ai = $$"""
            model one -> up:m1 {
            {{limits}}
            }
            model two -> up:m1 {
            	{{limits}}
            	fallback up:m2 {
            		timeouts {
            			first_byte 1m
            			first_token 1m
            			plain_first_byte 1m
            			silence 1m
            		}
            	}
            }
            model clock -> up:m1 {
            	timeouts {
            		first_byte 1500ms
            	}
            }
            """,
    };
}
