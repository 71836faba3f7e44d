using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Sites;

/// <summary>
/// Of the <c>handle</c> blocks of a <c>route</c> one at most runs, however many other directives stand between them and however
/// deep all of it lies: the chain of a site grows with its config and not with the ways through it.
/// </summary>
[Trait("Category", "Process")]
public sealed class NestedBlocksTests(NestedBlocksTests.Site site) : WorldTests(site), IClassFixture<NestedBlocksTests.Site>
{
    private const int Levels = 40;

    public sealed class Site() : WorldFixture(new GatewayConfigText { Site = Nested(Levels) });

    [Theory]
    [InlineData("/first/1", "first 1")]
    [InlineData("/first/40", "first 40")]
    [InlineData("/last/1", "last 1")]
    [InlineData("/last/40", "last 40")]
    [InlineData("/elsewhere", "all the way")]
    public async Task A_request_finds_its_block_at_every_depth(string path, string expected) =>
        Assert.Equal(expected, (await World.ClientWith(null).SendAsync(Request.Get(path))).Text);

    [Fact]
    public async Task What_one_block_has_taken_no_later_one_gets_even_if_the_first_did_not_answer() =>
        Assert.Equal("all the way", (await World.ClientWith(null).SendAsync(Request.Get("/taken"))).Text);

    private static string Nested(int levels)
    {
        var text = "@end path /elsewhere /taken\nrespond @end \"all the way\"\n";
        for (var level = levels; level > 0; level--)
        {
            text = $$"""
                route {
                	handle /first/{{level}} {
                		respond "first {{level}}"
                	}
                	handle /taken {
                		vars seen {{level}}
                	}
                {{text}}
                	handle /last/{{level}} {
                		respond "last {{level}}"
                	}
                	handle /taken {
                		respond "twice"
                	}
                }
                """;
        }

        return text;
    }
}
