using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Paths;

/// <summary>
/// Who owns an AI path owns its variants: none slips past the gateway's rules to an upstream, whatever its spelling.
/// </summary>
[Trait("Category", "Process")]
public sealed class AiPathVariantTests(AiPathVariantTests.Site site) : WorldTests(site), IClassFixture<AiPathVariantTests.Site>
{
    /// <summary>A site whose plain proxy would take every path, for a key that may use it.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Site = """
            route /v1/* {
            	reverse_proxy $PROVIDER
            }
            """,
        Ai = """
            api_key everything {
            	key everything-secret
            	scopes models.read chat.completions proxy.use
            }
            """,
    });

    private Client Everything => World.ClientWith("everything-secret");

    [Theory]
    [InlineData("/V1/chat/completions")]
    [InlineData("/v1/Chat/completions")]
    [InlineData("/v1/chat/COMPLETIONS")]
    [InlineData("//v1/chat/completions")]
    [InlineData("///v1/chat/completions")]
    [InlineData("/v1//chat/completions")]
    [InlineData("/v1/chat//completions")]
    [InlineData("/v1/chat/completions/")]
    [InlineData("/v1/chat/completions//")]
    [InlineData("/v1/chat%2Fcompletions")]
    [InlineData("/v1/chat%2fcompletions")]
    [InlineData("/v1%2Fchat/completions")]
    [InlineData("/%2Fv1/chat/completions")]
    [InlineData("/v1/chat/completions%2F")]
    [InlineData("/v1/%63hat/completions")]
    [InlineData("/%76%31/chat/completions")]
    [InlineData("/v1/chat/completion%73")]
    [InlineData("/V1//%63hat%2Fcompletions/")]
    [InlineData("/v1/chat/completions%00")]
    [InlineData("/V1/models")]
    [InlineData("/v1/Models")]
    [InlineData("//v1/models")]
    [InlineData("/v1//models")]
    [InlineData("/v1/models/")]
    [InlineData("/v1/%6dodels")]
    [InlineData("/v1%2Fmodels")]
    public async Task A_variant_of_an_AI_path_is_refused_and_reaches_no_upstream(string path)
    {
        foreach (var request in (Request[])[Request.Post(path, ChatRequests.Plain()), Request.Get(path)])
        {
            var answer = await Everything.SendAsync(request);

            Assert.Contains(answer.Status, (int[])[400, 404, 405]);
            Assert.Empty(Provider.Requests);
        }
    }

    [Fact]
    public async Task A_variant_in_absolute_form_is_refused_and_reaches_no_upstream()
    {
        var answer = await Everything.SendAsync(Request.Post($"{Client.Host}V1/chat/completions", ChatRequests.Plain()));

        Assert.Contains(answer.Status, (int[])[400, 404]);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task A_variant_says_route_not_found_in_the_dialect_of_the_API() =>
        ErrorAssert.IsRefusal(await Everything.SendAsync(Request.Post("/v1/chat/completions/", ChatRequests.Plain())), 404, "route_not_found");

    [Theory]
    [InlineData("GET", "/v1/chat/completions", "POST")]
    [InlineData("PUT", "/v1/chat/completions", "POST")]
    [InlineData("PATCH", "/v1/chat/completions", "POST")]
    [InlineData("DELETE", "/v1/chat/completions", "POST")]
    [InlineData("OPTIONS", "/v1/chat/completions", "POST")]
    [InlineData("PROPFIND", "/v1/chat/completions", "POST")]
    [InlineData("POST", "/v1/models", "GET")]
    [InlineData("DELETE", "/v1/models", "GET")]
    [InlineData("DELETE", "/v1/models/fast-chat", "GET")]
    public async Task Another_method_is_405_says_which_is_allowed_and_reaches_no_upstream(string method, string path, string allowed)
    {
        var answer = await Everything.SendAsync(new Request(method, path) { Body = method == "GET" ? null : "{}"u8.ToArray() });

        ErrorAssert.IsRefusal(answer, 405, "method_not_allowed");
        Assert.Contains(allowed, answer.Headers["allow"], StringComparison.Ordinal);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task The_path_itself_is_served_with_a_query_and_through_dot_segments_or_not_at_all()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        var queried = await Everything.SendAsync(Request.Post("/v1/chat/completions?api-version=1", ChatRequests.Plain()));
        await Everything.SendAsync(Request.Post("/v1/x/../chat/completions", ChatRequests.Plain()));

        Assert.Equal(200, queried.Status);

        // Whatever came through, came through the governed way: with the provider's credential and the model replaced.
        Assert.All(Provider.Requests, request =>
        {
            Assert.Equal("Bearer provider-secret", request.Headers["authorization"]);
            Assert.Equal("gpt-4o-mini", request.Json.GetProperty("model").GetString());
        });
    }
}
