using System.Text.Json;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Sites;

/// <summary>Directives and options that Caddy has since a version after the one that the others are compared with.</summary>
[Trait("Category", "Process")]
public sealed class NewerDirectivesTests
{
    [Theory]
    [InlineData("a 2", "/?a=1&b=3", "a=2&b=3")]
    [InlineData("+a 2", "/?a=1", "a=1&a=2")]
    [InlineData("-a", "/?a=1&a=2&b=3", "b=3")]
    [InlineData("a>c", "/?a=1&b=3", "b=3&c=1")]
    [InlineData("-none", "/?a=1", "a=1")]
    [InlineData("a ^(.)b $1-", "/?a=1bc&a=xx&b=1bc", "a=1-c&a=xx&b=1bc")]
    [InlineData("* [0-9]+ n", "/?a=1&b=22x3", "a=n&b=nxn")]
    [InlineData("{\n\t-a\n\ta 1\n\t+b 2\n\tb 1\n}", "/?a=0", "b=1&b=2")]
    public async Task Uri_query_changes_the_query(string change, string target, string expected)
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Site = $"handle {{\n\turi query {change}\n\trespond {{query}}\n}}",
        });

        Assert.Equal(expected, (await world.ClientWith(null).SendAsync(Request.Get(target))).Text);
    }

    [Fact]
    public async Task Request_body_set_is_what_the_upstream_gets()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Site = "handle {\n\trequest_body {\n\t\tset \"from {method}\"\n\t}\n\treverse_proxy $PROVIDER\n}",
        });
        world.Provider.Otherwise(_ => Reply.Json("{}"));

        var answer = await world.ClientWith(null).SendAsync(Request.Post("/x", "what the client wrote"));

        Assert.Equal(200, answer.Status);
        Assert.Equal("from POST", Assert.Single(world.Provider.Requests).Text);
    }

    [Fact]
    public async Task Log_append_adds_its_fields_and_a_name_that_begins_with_an_arrow_takes_the_value_first()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Site = """
                log
                log_append after {vars.who}
                log_append <before {vars.who}
                handle /logged {
                	vars who somebody
                	respond ok
                }
                """,
        });

        Assert.Equal("ok", (await world.ClientWith(null).SendAsync(Request.Get("/logged"))).Text);
        Assert.Equal(0, await world.Gateway.TerminateAsync());

        var line = world.Gateway.Error.Split('\n').Single(line => line.Contains("\"/logged\"", StringComparison.Ordinal));
        var fields = JsonElement.Parse(line);
        Assert.Equal("somebody", fields.GetProperty("after").GetString());
        Assert.Equal("", fields.GetProperty("before").GetString());
    }
}
