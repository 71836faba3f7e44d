using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>OpenAI's Responses take no output limit below 16: what is asked for in place of a lower one is held, and said.</summary>
[Trait("Category", "Process")]
public sealed class RaisedLimitTests
{
    [Fact]
    public async Task A_limit_that_is_raised_for_the_provider_is_held_as_it_was_raised()
    {
        var input = InputBounds.Of(Body("model-r"));
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Ai = $$"""
                provider r {
                	kind openai
                	base_url $PROVIDER/v1
                	api_key provider-secret
                	speaks responses
                }
                model model-r -> r:gpt-x
                model model-c -> up:gpt-x
                api_key fifteen {
                	key fifteen-secret
                	monthly_token_budget {{input + 15}}
                }
                api_key sixteen {
                	key sixteen-secret
                	monthly_token_budget {{input + 16}}
                }
                """,
        });
        world.Provider.Otherwise(request => DialectReplies.Plain(request.Target.EndsWith("responses", StringComparison.Ordinal) ? "responses" : "chat"));

        var raised = await world.ClientWith("fifteen-secret").SendAsync(Request.Chat(Body("model-r")));
        var asked = await world.ClientWith("fifteen-secret").SendAsync(Request.Chat(Body("model-c")));
        var held = await world.ClientWith("sixteen-secret").SendAsync(Request.Chat(Body("model-r")));

        Assert.Equal((429, 200, 200), (raised.Status, asked.Status, held.Status));
        Assert.Equal(("max_completion_tokens=approximated", "max_output_tokens, store"), (held.Headers["x-ferrogate-loss"], held.Headers["x-ferrogate-changed"]));
        Assert.Equal(16, world.Provider.Requests[^1].Json.GetProperty("max_output_tokens").GetInt32());
    }

    private static string Body(string model) => $$"""{"model":"{{model}}","max_completion_tokens":1,"messages":[{"role":"user","content":"hi"}]}""";
}
