using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Headers;

/// <summary>Which headers pass, which never do, and which the gateway writes itself.</summary>
[Trait("Category", "Process")]
public sealed class HeaderTests(HeaderTests.Site site) : WorldTests(site), IClassFixture<HeaderTests.Site>
{
    /// <summary>The plainest world.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText { Reliability = "provider_dispatch_max_retries 0" });

    public static TheoryData<string, string> Passing => new()
    {
        { "openai-processing-ms", "321" },
        { "openai-version", "2020-10-01" },
        { "retry-after", "7" },
        { "retry-after-ms", "6900" },
        { "x-should-retry", "true" },
    };

    public static TheoryData<string, string> Kept => new()
    {
        { "set-cookie", "__cf_bm=abc; path=/; HttpOnly" },
        { "openai-organization", "our-organization" },
        { "openai-project", "proj_ours" },
        { "x-ratelimit-limit-requests", "10000" },
        { "x-ratelimit-remaining-tokens", "149984" },
        { "anthropic-ratelimit-requests-limit", "50" },
        { "cf-ray", "9a1-ZRH" },
        { "cf-cache-status", "DYNAMIC" },
        { "server", "cloudflare" },
        { "alt-svc", "h3=\":443\"" },
        { "strict-transport-security", "max-age=31536000" },
        { "x-something-new", "1" },
        { "www-authenticate", "Bearer realm=\"provider\"" },
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_header_that_a_client_needs_passes(string name, string value)
    {
        foreach (var answer in await AnswersWithAsync(name, value))
            Assert.Equal(value, answer.Headers[name]);
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task A_header_that_is_between_us_and_the_provider_stays_here(string name, string value)
    {
        foreach (var answer in await AnswersWithAsync(name, value))
            Assert.DoesNotContain(value, answer.Headers.All(name));
    }

    [Fact]
    public async Task The_providers_request_id_has_a_name_of_its_own()
    {
        foreach (var answer in await AnswersWithAsync("x-request-id", "req_of_the_provider"))
        {
            Assert.Equal("req_of_the_provider", answer.Headers["x-ferrogate-provider-request-id"]);
            Assert.NotEqual("req_of_the_provider", answer.Headers["x-request-id"]);
        }
    }

    [Fact]
    public async Task Every_answer_has_its_ids_and_an_exchange_id_of_ours()
    {
        var answers = await AnswersWithAsync("x-other", "1");

        Assert.All(answers, answer => ErrorAssert.HasIds(answer.Headers));
        Assert.Equal(answers.Count, answers.Select(answer => Guid.ParseExact(answer.Headers["x-ferrogate-exchange-id"]!, "D")).Distinct().Count());
    }

    [Fact]
    public async Task The_content_type_is_the_providers()
    {
        Provider.Enqueue(new Reply { Status = 200, Body = "{}"u8.ToArray() }.With("content-type", "application/json; charset=UTF-8; odd=1"));

        Assert.Equal("application/json; charset=UTF-8; odd=1", (await Client.ChatAsync(ChatRequests.Plain())).Headers["content-type"]);
    }

    [Fact]
    public async Task A_header_of_the_provider_with_odd_bytes_does_not_break_the_answer()
    {
        Provider.Enqueue(ChatReplies.Plain().With("openai-version", "caf\u00e9").With("x-request-id", "r\u00e9q"));

        var answer = await Client.ChatAsync(ChatRequests.Plain());

        Assert.Equal((200, ChatReplies.PlainText()), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task The_provider_gets_its_own_credential_and_none_of_the_clients()
    {
        Provider.Enqueue(ChatReplies.Plain());

        await World.ClientWith(null).SendAsync(Request.Chat(ChatRequests.Plain())
            .With("x-api-key", GatewayConfigText.Key)
            .With("cookie", "session=client-cookie")
            .With("proxy-authorization", "Basic client-proxy")
            .With("x-forwarded-for", "10.1.2.3"));

        var seen = Assert.Single(Provider.Requests);
        Assert.Equal("Bearer provider-secret", seen.Headers["authorization"]);
        Assert.Equal("application/json", seen.Headers["content-type"]);
        Assert.Equal(Provider.Address.Authority, seen.Headers["host"]);
        foreach (var told in (string[])[GatewayConfigText.Key, "client-cookie", "client-proxy", "10.1.2.3"])
            Assert.DoesNotContain(told, seen.ToString(), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<Answer>> AnswersWithAsync(string name, string value)
    {
        Provider.Enqueue(ChatReplies.Plain().With(name, value));
        Provider.Enqueue(ChatReplies.Stream().With(name, value));
        Provider.Enqueue(Reply.Error(429, "Too many").With(name, value));
        return
        [
            await Client.ChatAsync(ChatRequests.Plain()),
            await Client.ChatAsync(ChatRequests.Streamed()),
            await Client.ChatAsync(ChatRequests.Plain()),
        ];
    }
}
