using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using FerroGate.Testing.Tokens;
using Xunit;

namespace FerroGate.Server.Tests.Tokens;

/// <summary>Tokens of an issuer in place of keys, from the request to the ledger.</summary>
[Trait("Category", "Process")]
public sealed class TokenTests
{
    private static readonly TestIssuer Issuer = new();

    private static readonly GatewayConfigText Config = new()
    {
        Site = """
            route /v1/files/* {
            	reverse_proxy $PROVIDER
            }
            """,
        Ai = """
            jwt_issuer corp {
            	issuer $PROVIDER
            	audience ferrogate
            	organization_claim org
            	scope_prefix fg:
            	scope_name ops=admin.read
            	request_limit_per_minute 2
            }
            """,
    };

    [Fact]
    public async Task A_token_is_a_key_to_requests_limits_and_ledger()
    {
        await using var world = await StartAsync();
        var token = Token(world, "ada", "fg:chat.completions");

        var answer = await KnownAsync(world, token);
        var entry = await world.Admin.EntryOfAsync(answer.Headers);
        var again = await AskAsync(world, Token(world, "ada", "fg:chat.completions other"));
        var third = await AskAsync(world, token);
        var other = await AskAsync(world, Token(world, "bob", "fg:chat.completions"));

        Assert.Equal("jwt:corp:ada", entry.KeyId);
        Assert.Equal((200, 429, 200), (again.Status, third.Status, other.Status));
        Assert.All(world.Provider.Requests, request => Assert.DoesNotContain(token, request.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_door_asks_for_its_scope_and_a_token_goes_no_further()
    {
        await using var world = await StartAsync();
        var chat = Token(world, "ada", "fg:chat.completions fg:admin.read");
        await KnownAsync(world, chat);
        var (proxy, ops) = (Token(world, "proxy", "fg:proxy.use"), Token(world, "ops", "ops"));

        Assert.Equal(403, (await new Client(world.Gateway.AdminUri, chat).GetAsync("/admin/v1/billing-events")).Status);
        Assert.Equal(200, (await new Client(world.Gateway.AdminUri, ops).GetAsync("/admin/v1/billing-events")).Status);
        Assert.Equal(403, (await new Client(world.Gateway.AdminUri, ops).GetAsync("/admin/v1/status")).Status);
        ErrorAssert.IsRefusal(await world.ClientWith(chat).GetAsync("/v1/files/a"), 403, "scope_denied");
        Assert.Equal(200, (await world.ClientWith(proxy).GetAsync("/v1/files/a")).Status);
        Assert.Null(Assert.Single(world.Provider.Requests, request => request.Target == "/v1/files/a").Headers["authorization"]);
    }

    [Fact]
    public async Task A_token_that_is_not_believed_is_401_and_an_issuer_that_is_silent_503()
    {
        await using var world = await World.StartAsync(Config);
        world.Provider.Otherwise(_ => Reply.Error(500, "down", "down"));
        using var stranger = new TestIssuer();

        ErrorAssert.IsRefusal(await AskAsync(world, Token(world, "ada", "fg:chat.completions")), 503, "issuer_unavailable");
        ErrorAssert.IsRefusal(await AskAsync(world, stranger.Token("\"iss\":\"https://elsewhere.example\"")), 401, "invalid_token");
        ErrorAssert.IsRefusal(await AskAsync(world, "no.token"), 401, "invalid_api_key");
    }

    // The fake provider is the issuer, too, and must be one before anybody asks.
    private static async Task<World> StartAsync()
    {
        var world = await World.StartAsync();
        world.Provider.Otherwise(request => request.Target switch
        {
            "/.well-known/openid-configuration" => Reply.Json($$"""{"issuer":"{{Address(world)}}","jwks_uri":"{{Address(world)}}/keys"}"""),
            "/keys" => Reply.Json(Issuer.KeySet),
            "/v1/files/a" => Reply.Json("{}"),
            _ => ChatReplies.Plain(),
        });
        await world.ReloadAsync(Config);
        return world;
    }

    private static string Address(World world) => world.Provider.Address.AbsoluteUri.TrimEnd('/');

    private static string Token(World world, string subject, string scope) => Issuer.Token(
        $"\"iss\":\"{Address(world)}\",\"aud\":\"ferrogate\",\"sub\":\"{subject}\",\"org\":\"acme\",\"exp\":4000000000,\"scope\":\"{scope}\"");

    private static Task<Answer> AskAsync(World world, string token) => world.ClientWith(token).ChatAsync(ChatRequests.Plain());

    private static Task<Answer> KnownAsync(World world, string token) =>
        Patience.UntilAsync(() => AskAsync(world, token), answer => answer.Status != 503, "the keys of the issuer");
}
