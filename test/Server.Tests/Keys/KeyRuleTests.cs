using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Keys;

/// <summary>From where keys may be used, what is noted about them, and how one secret follows another.</summary>
[Trait("Category", "Process")]
public sealed class KeyRuleTests(KeyRuleTests.Site site) : WorldTests(site), IClassFixture<KeyRuleTests.Site>
{
    private const long LongAgo = 1_700_000_000;
    private const long FarAway = 4_000_000_000;

    /// <summary>Behind a proxy that is believed, keys of one network, of two secrets, and of a tier that a policy knows.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Global = """
            servers {
            	trusted_proxies static 127.0.0.1/32
            }
            """,
        Site = """
            route /v1/files/* {
            	reverse_proxy $PROVIDER
            }
            """,
        Ai = $$"""
            api_key office {
            	key office-secret
            	scopes chat.completions proxy.use admin.read
            	client_ips 198.51.100.0/24 2001:db8::/32
            }
            api_key rotated {
            	key new-secret
            	previous_key old-secret
            	previous_until_unix {{FarAway}}
            	request_limit_per_minute 2
            }
            api_key replaced {
            	key newest-secret
            	previous_key older-secret
            	previous_until_unix {{LongAgo}}
            }
            api_key silver {
            	key silver-secret
            	metadata tier=silver
            }
            policy gold-only {
            	key_metadata tier=silver
            	code gold_only
            }
            """,
    });

    [Theory]
    [InlineData("198.51.100.7", 200)]
    [InlineData("2001:db8::7", 200)]
    [InlineData("203.0.113.7", 403)]
    [InlineData("198.51.100.7, 203.0.113.7", 403)]
    [InlineData(null, 403)]
    public async Task A_key_is_used_from_its_addresses_as_believed_proxies_tell_them(string? forwardedFor, int status)
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        var answer = await World.ClientWith("office-secret").SendAsync(From(Request.Chat(ChatRequests.Plain()), forwardedFor));
        var file = await World.ClientWith("office-secret").SendAsync(From(Request.Get("/v1/files/a"), forwardedFor));

        Assert.Equal((status, status), (answer.Status, file.Status));
        if (status != 200)
        {
            ErrorAssert.IsRefusal(answer, 403, "client_address_denied");
            ErrorAssert.IsRefusal(file, 403, "client_address_denied");
            Assert.Empty(Provider.Requests);
        }
    }

    [Fact]
    public async Task The_admin_side_asks_the_same_of_a_key()
    {
        var refused = await new AdminClient(World.Gateway.AdminUri, "office-secret").GetAsync("/admin/v1/status");

        Assert.Equal(403, refused.Status);
        Assert.Contains("may not be used from 127.0.0.1", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_secrets_of_a_rotated_key_are_one_key_to_limits_and_ledger()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        var first = await World.ClientWith("new-secret").ChatAsync(ChatRequests.Plain());
        var second = await World.ClientWith("old-secret").ChatAsync(ChatRequests.Plain());
        var third = await World.ClientWith("old-secret").ChatAsync(ChatRequests.Plain());

        Assert.Equal((200, 200, 429), (first.Status, second.Status, third.Status));
        foreach (var answer in new[] { first, second })
            Assert.Equal("rotated", (await World.Admin.EntryOfAsync(answer.Headers)).KeyId);
    }

    [Fact]
    public async Task A_secret_whose_time_is_over_is_refused_in_words_and_reaches_no_upstream()
    {
        ErrorAssert.IsRefusal(await World.ClientWith("older-secret").ChatAsync(ChatRequests.Plain()), 403, "api_key_expired");
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task Policies_go_by_what_is_noted_about_a_key_whatever_the_request_says()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        const string body = """{"model":"fast-chat","metadata":{"tier":"gold"},"messages":[{"role":"user","content":"hi"}]}""";

        ErrorAssert.IsRefusal(await World.ClientWith("silver-secret").ChatAsync(body), 403, "gold_only");
        Assert.Equal(200, (await Client.ChatAsync(body.Replace("gold", "silver", StringComparison.Ordinal))).Status);
    }

    private static Request From(Request request, string? forwardedFor) =>
        forwardedFor is null ? request : request.With("x-forwarded-for", forwardedFor);
}
