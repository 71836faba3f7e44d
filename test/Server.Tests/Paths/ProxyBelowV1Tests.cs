using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Paths;

/// <summary>Paths below <c>/v1/</c> that the gateway does not know go to the site's proxy, but not for everybody.</summary>
[Trait("Category", "Process")]
public sealed class ProxyBelowV1Tests(ProxyBelowV1Tests.Site site) : WorldTests(site), IClassFixture<ProxyBelowV1Tests.Site>
{
    private const string ProxyKey = "proxy-secret";

    /// <summary>A proxy below <c>/v1/</c>, one that says <c>auth off</c>, one with a credential of its own, and one elsewhere.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Site = """
            route /v1/open/* {
            	reverse_proxy $PROVIDER {
            		auth off
            	}
            }
            route /v1/signed/* {
            	reverse_proxy $PROVIDER {
            		header_up Authorization "Bearer {env.UPSTREAM_KEY}"
            	}
            }
            route /v1/* {
            	reverse_proxy $PROVIDER
            }
            route /v1beta/* {
            	reverse_proxy $PROVIDER
            }
            route /plain/* {
            	reverse_proxy $PROVIDER
            }
            """,
        Ai = $$"""
            api_key proxy {
            	key {{ProxyKey}}
            	scopes proxy.use
            }
            """,
    }, KeyValuePair.Create("UPSTREAM_KEY", "upstream-secret"));

    [Fact]
    public async Task Without_a_key_it_is_401_and_reaches_no_upstream() =>
        await IsRefusedAsync(Request.Get("/v1/files"), 401, "missing_api_key");

    [Fact]
    public async Task With_an_unknown_key_it_is_401_and_reaches_no_upstream() =>
        await IsRefusedAsync(Request.Get("/v1/files").As("no-such-secret"), 401, "invalid_api_key");

    [Fact]
    public async Task Without_the_scope_it_is_403_and_reaches_no_upstream() =>
        await IsRefusedAsync(Request.Get("/v1/files").As(GatewayConfigText.Key), 403, "scope_denied");

    [Theory]
    [InlineData("/V1/files")]
    [InlineData("//v1/files")]
    [InlineData("/v1//files")]
    [InlineData("/%76%31/files")]
    [InlineData("/v1%2Ffiles")]
    [InlineData("/v1beta/models")]
    [InlineData("/V1BETA/models")]
    public async Task A_variant_of_the_prefix_needs_a_key_just_the_same(string path)
    {
        Provider.Otherwise(_ => Reply.Json("{}"));

        var answer = await World.ClientWith(null).GetAsync(path);

        Assert.Contains(answer.Status, (int[])[401, 404]);
        Assert.Empty(Provider.Requests);
    }

    [Theory]
    [InlineData("authorization", "Bearer " + ProxyKey)]
    [InlineData("authorization", "bearer " + ProxyKey)]
    [InlineData("x-api-key", ProxyKey)]
    [InlineData("x-goog-api-key", ProxyKey)]
    public async Task With_the_scope_it_passes_and_our_credential_does_not_arrive(string header, string value)
    {
        Provider.Enqueue(Reply.Json("""{"files":[]}"""));

        var answer = await World.ClientWith(null).SendAsync(Request.Post("/v1/files?limit=2", """{"a":1}""").With(header, value));

        Assert.Equal((200, """{"files":[]}"""), (answer.Status, answer.Text));
        var seen = Assert.Single(Provider.Requests);
        Assert.Equal(("POST", "/v1/files?limit=2", """{"a":1}"""), (seen.Method, seen.Target, seen.Text));
        Assert.DoesNotContain(ProxyKey, seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Below_v1beta_it_is_the_same()
    {
        Provider.Otherwise(_ => Reply.Json("{}"));

        var refused = await Client.GetAsync("/v1beta/corpora/a");
        Assert.Equal(403, refused.Status);
        Assert.Contains("proxy.use", refused.Text, StringComparison.Ordinal);
        Assert.Empty(Provider.Requests);
        Assert.Equal(200, (await World.ClientWith(ProxyKey).GetAsync("/v1beta/corpora/a")).Status);
        Assert.DoesNotContain(ProxyKey, Assert.Single(Provider.Requests).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_ours_in_the_query_does_not_arrive_either()
    {
        Provider.Enqueue(Reply.Json("{}"));

        await World.ClientWith(ProxyKey).GetAsync($"/v1/files?key={ProxyKey}&limit=2");

        var seen = Assert.Single(Provider.Requests);
        Assert.DoesNotContain(ProxyKey, seen.ToString(), StringComparison.Ordinal);
        Assert.Contains("limit=2", seen.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_proxy_of_such_a_path_may_bring_a_credential_of_its_own()
    {
        Provider.Enqueue(Reply.Json("{}"));

        await World.ClientWith(ProxyKey).GetAsync("/v1/signed/x");

        Assert.Equal("Bearer upstream-secret", Assert.Single(Provider.Requests).Headers["authorization"]);
    }

    [Fact]
    public async Task Auth_off_lets_everybody_through_and_still_keeps_our_credential()
    {
        Provider.Otherwise(_ => Reply.Json("{}"));

        Assert.Equal(200, (await World.ClientWith(null).GetAsync("/v1/open/x")).Status);
        Assert.Equal(200, (await World.ClientWith(GatewayConfigText.Key).GetAsync("/v1/open/x")).Status);

        Assert.All(Provider.Requests, request => Assert.DoesNotContain(GatewayConfigText.Key, request.ToString(), StringComparison.Ordinal));
        Assert.Equal(2, Provider.Requests.Count);
    }

    [Fact]
    public async Task Outside_v1_a_credential_of_somebody_else_passes_and_one_of_ours_does_not()
    {
        Provider.Otherwise(_ => Reply.Json("{}"));

        await World.ClientWith("somebody-elses").GetAsync("/plain/x");
        await World.ClientWith(ProxyKey).GetAsync("/plain/x");

        Assert.Equal(["Bearer somebody-elses", null], Provider.Requests.Select(request => request.Headers["authorization"]));
    }

    private async Task IsRefusedAsync(Request request, int status, string code)
    {
        Provider.Otherwise(_ => Reply.Json("{}"));

        var answer = await World.ClientWith(null).SendAsync(request);

        ErrorAssert.IsRefusal(answer, status, code);
        Assert.Empty(Provider.Requests);
    }
}
