using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Paths;

/// <summary>
/// The client's spelling of a path, the server's reading of it and the upstream's may differ. The guard of the AI paths
/// holds for each of them.
/// </summary>
[Trait("Category", "Process")]
public sealed class TwoReadingsTests(TwoReadingsTests.Site site) : WorldTests(site), IClassFixture<TwoReadingsTests.Site>
{
    /// <summary>A site that proxies every path, some of them with their prefix taken off.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Site = """
            handle_path /v1/stripped/* {
            	reverse_proxy $PROVIDER
            }
            handle_path /open/* {
            	reverse_proxy $PROVIDER
            }
            reverse_proxy $PROVIDER
            """,
        Ai = """
            api_key everything {
            	key everything-secret
            	scopes models.read chat.completions proxy.use
            }
            """,
    });

    [Theory]
    [InlineData("/x#/../v1/files")]
    [InlineData("/v1/files#x")]
    [InlineData("/v1#/files")]
    [InlineData("/#/../v1/files")]
    [InlineData("/x?#/../v1/files")]
    [InlineData("/open/x#y/../../../v1/files")]
    [InlineData("/open/x#y/../../../v1/chat/completions")]
    [InlineData("/x%23/../v1/files")]
    [InlineData("/v1/files%23x")]
    [InlineData("/x%3F/../v1/files")]
    [InlineData("/./v1/files")]
    [InlineData("/x/../v1/files")]
    [InlineData("/open/../v1/files")]
    [InlineData("/v1/stripped/files")]
    [InlineData("/v1/../v1/files")]
    [InlineData("/x/%2e%2e/v1/files")]
    [InlineData("/x/..%2Fv1/files")]
    [InlineData("/x%2F../v1/files")]
    [InlineData("/a%2Fb/../v1/files")]
    [InlineData("/v1/..%2Ffiles")]
    [InlineData("/v1/x%2F..%2F..%2Ffiles")]
    [InlineData("/v1;a=b/files")]
    [InlineData("/v1/..;/files")]
    [InlineData("/x/..;/v1/files")]
    [InlineData("/a%5cb/..;/v1/files")]
    [InlineData("/;/v1/files")]
    [InlineData("/%3b/v1/files")]
    [InlineData("/v1\\files")]
    [InlineData("/v1%5cfiles")]
    [InlineData("\\v1\\files")]
    [InlineData("/\\v1\\files")]
    [InlineData("/x\\..\\v1/files")]
    [InlineData("/x/..%5cv1/files")]
    [InlineData("/v1/..%5c..%5cx/files")]
    [InlineData("/a\\b/../v1/files")]
    [InlineData("/%2576%2531/files")]
    [InlineData("/v1%252Ffiles")]
    [InlineData("/x/%252e%252e/v1/files")]
    [InlineData("/x/..%252Fv1/files")]
    [InlineData("/v1/%252e%252e/files")]
    [InlineData("//v1/files")]
    [InlineData("//x/../v1/files")]
    [InlineData("//example.com/v1/files")]
    [InlineData("/%20/v1/files")]
    [InlineData("/v1%20/files")]
    [InlineData("http://x/v1/files")]
    [InlineData("HTTP://x/V1/files")]
    [InlineData("http://x//v1/files")]
    [InlineData("http://x/y/../v1/files")]
    [InlineData("http://x/y#/../v1/files")]
    [InlineData("http://x\\v1\\files")]
    [InlineData("http:\\\\x\\v1\\files")]
    [InlineData("http://x?/../v1/files")]
    [InlineData("http://x/%76%31/files")]
    [InlineData("http:/v1/files")]
    [InlineData("v1/files")]
    public async Task Whoever_has_no_key_reaches_nothing_below_v1_by_any_reading(string target)
    {
        Provider.Otherwise(_ => Reply.Json("{}"));

        foreach (var method in (string[])["GET", "OPTIONS", "DELETE"])
        {
            // The host of an absolute target is what the Host header must say too.
            var answer = await World.ClientWith(null).SendAsync(new Request(method, target).With("host", "x"));

            Assert.Contains(answer.Status, (int[])[400, 401, 404, 405]);
            Assert.Empty(Provider.Requests);
        }
    }

    [Theory]
    [InlineData("/v1/x/../chat/completions")]
    [InlineData("/x/../v1/chat/completions")]
    [InlineData("/v1/./chat/completions")]
    [InlineData("/v1/chat/completions#x")]
    [InlineData("/x#/../v1/chat/completions")]
    [InlineData("/v1/chat/completions;x")]
    [InlineData("/v1/chat/completions%3bx")]
    [InlineData("/v1/chat%5ccompletions")]
    [InlineData("/v1/chat%252Fcompletions")]
    [InlineData("/v1/chat/%2563ompletions")]
    [InlineData("/v1/x/..;/chat/completions")]
    [InlineData("/v1/x/..%2Fchat/completions")]
    [InlineData("/v1/x/%252e%252e/chat/completions")]
    [InlineData("//example.com/v1/chat/completions")]
    [InlineData("/v1/models/x/../../files")]
    [InlineData("/v1/models/x/../../chat/completions")]
    [InlineData("/v1/models/../models/fast-chat")]
    [InlineData("/v1/models/%2e%2e/chat/completions")]
    public async Task What_is_an_AI_path_by_one_reading_only_is_nothing_to_anybody(string target)
    {
        Provider.Otherwise(_ => Reply.Json("{}"));

        foreach (var request in (Request[])[Request.Post(target, ChatRequests.Plain()), Request.Get(target)])
        {
            var answer = await World.ClientWith("everything-secret").SendAsync(request);

            Assert.Contains(answer.Status, (int[])[400, 404]);
            Assert.Empty(Provider.Requests);
        }
    }

    [Theory]
    [InlineData("/v1/models/fast-chat")]
    [InlineData("/v1/models/fast%2Dchat")]
    public async Task A_model_may_be_spelled_with_escapes(string target) =>
        Assert.Equal(200, (await World.ClientWith("everything-secret").GetAsync(target)).Status);

    [Theory]
    [InlineData("/plain/a%20b?q=%23", "/plain/a%20b?q=%23")]
    [InlineData("/plain/a.b/v1/files", "/plain/a.b/v1/files")]
    [InlineData("/open/v1/files", "/v1/files")]
    [InlineData("/v1x/files", "/v1x/files")]
    public async Task Other_paths_pass_without_a_key(string target, string arrives)
    {
        Provider.Enqueue(Reply.Json("{}"));

        Assert.Equal(200, (await World.ClientWith(null).GetAsync(target)).Status);
        Assert.Equal(arrives, Assert.Single(Provider.Requests).Target);
    }

    [Fact]
    public async Task A_number_sign_in_a_target_is_refused_everywhere() =>
        ErrorAssert.IsRefusal(await World.ClientWith(null).GetAsync("/plain/a#b"), 400, "invalid_request");

    [Fact]
    public async Task Nobody_gets_a_tunnel()
    {
        var answer = await World.ClientWith(null).SendAsync(new Request("CONNECT", "x:80").With("host", "x:80"));

        Assert.Contains(answer.Status, (int[])[400, 405]);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task Options_of_the_whole_server_is_no_AI_path()
    {
        Provider.Otherwise(_ => Reply.Json("{}"));

        await World.ClientWith(null).SendAsync(new Request("OPTIONS", "*"));

        Assert.All(Provider.Requests, request => Assert.Contains(request.Target, (string[])["/", "*"]));
    }
}
