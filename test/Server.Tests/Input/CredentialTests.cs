using System.Security.Cryptography;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Input;

/// <summary>Who is let in, with which key, to which model.</summary>
[Trait("Category", "Process")]
public sealed class CredentialTests(CredentialTests.Site site) : WorldTests(site), IClassFixture<CredentialTests.Site>
{
    /// <summary>Keys of every kind, one of them known by its hash only.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Models = ["fast-chat", "other-chat"],
        Ai = $$"""
            model hidden-chat -> up:gpt-4o-mini {
            	visible_organization_ids acme
            }
            model plain-chat -> up:gpt-4o-mini {
            	capabilities chat
            }
            provider unset {
            	kind openai-compatible
            	base_url $PROVIDER/v1
            	api_key {env.FERROGATE_TEST_UNSET}
            }
            model unset-chat -> unset:gpt-4o-mini
            model off-chat -> up:gpt-4o-mini {
            	enabled false
            }
            api_key hashed {
            	key sha256:{{Convert.ToHexStringLower(SHA256.HashData("hashed-secret"u8))}}
            }
            api_key disabled {
            	key disabled-secret
            	enabled false
            }
            api_key expired {
            	key expired-secret
            	expires_at_unix 1700000000
            }
            api_key reader {
            	key reader-secret
            	scopes models.read
            }
            api_key chatter {
            	key chatter-secret
            	scopes chat.completions
            }
            api_key narrow {
            	key narrow-secret
            	allowed_models fast-chat
            }
            api_key denied {
            	key denied-secret
            	denied_models other-chat
            	denied_providers up
            }
            api_key member {
            	key member-secret
            	organization_id acme
            }
            """,
    });

    public static TheoryData<string?, int, string> Refused => new()
    {
        { null, 401, "missing_api_key" },
        { "no-such-secret", 401, "invalid_api_key" },
        { "disabled-secret", 403, "api_key_disabled" },
        { "expired-secret", 403, "api_key_expired" },
        { "reader-secret", 403, "scope_denied" },
        { "denied-secret", 403, "provider_not_allowed" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_key_that_may_not_ask_is_refused_and_no_provider_hears_of_it(string? key, int status, string code)
    {
        var answer = await World.ClientWith(key).ChatAsync(ChatRequests.Plain());

        ErrorAssert.IsRefusal(answer, status, code);
        if (key is not null)
            Assert.DoesNotContain(key, answer.ToString(), StringComparison.Ordinal);
        Assert.Empty(Provider.Requests);
    }

    [Theory]
    [InlineData("authorization", "Bearer hashed-secret")]
    [InlineData("authorization", "bearer hashed-secret")]
    [InlineData("x-api-key", "hashed-secret")]
    public async Task A_key_is_known_by_its_hash_in_either_header(string header, string value)
    {
        Provider.Enqueue(ChatReplies.Plain());

        var answer = await World.ClientWith(null).SendAsync(Request.Chat(ChatRequests.Plain()).With(header, value));

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("hashed-secret", Assert.Single(Provider.Requests).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Basic dGVzdDp0ZXN0")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("test-secret")]
    [InlineData("Bearer test-secret extra")]
    public async Task An_authorization_that_is_no_bearer_key_is_401(string value)
    {
        var answer = await World.ClientWith(null).SendAsync(Request.Chat(ChatRequests.Plain()).With("authorization", value));

        Assert.Equal(401, answer.Status);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task Two_different_credentials_are_400() => ErrorAssert.IsRefusal(
        await World.ClientWith("test-secret").SendAsync(Request.Chat(ChatRequests.Plain()).With("x-api-key", "reader-secret")),
        400,
        "invalid_request");

    [Fact]
    public async Task Two_authorization_headers_that_differ_are_400() => ErrorAssert.IsRefusal(
        await World.ClientWith(null).SendAsync(Request.Chat(ChatRequests.Plain()).As("test-secret").As("reader-secret")),
        400,
        "invalid_request");

    [Fact]
    public async Task The_same_credential_twice_is_one()
    {
        Provider.Enqueue(ChatReplies.Plain());

        var answer = await World.ClientWith("test-secret").SendAsync(Request.Chat(ChatRequests.Plain()).With("x-api-key", "test-secret"));

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("narrow-secret", "other-chat", 403, "model_not_allowed")]
    [InlineData("denied-secret", "other-chat", 403, "model_not_allowed")]
    [InlineData("test-secret", "hidden-chat", 404, "model_not_found")]
    [InlineData("test-secret", "off-chat", 404, "model_not_found")]
    [InlineData("test-secret", "no-such-chat", 404, "model_not_found")]
    public async Task A_model_that_the_key_may_not_use_is_refused(string key, string model, int status, string code)
    {
        var answer = await World.ClientWith(key).ChatAsync(ChatRequests.Plain(model));

        ErrorAssert.IsRefusal(answer, status, code);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task A_model_without_streaming_refuses_a_stream_and_answers_the_rest()
    {
        Provider.Enqueue(ChatReplies.Plain());

        ErrorAssert.IsRefusal(await Client.ChatAsync(ChatRequests.Streamed("plain-chat")), 400, "model_capability_unsupported");
        Assert.Equal(200, (await Client.ChatAsync(ChatRequests.Plain("plain-chat"))).Status);
        Assert.Single(Provider.Requests);
    }

    [Fact]
    public async Task A_provider_whose_credential_is_unset_is_warned_about_and_never_asked()
    {
        var answer = await Client.ChatAsync(ChatRequests.Plain("unset-chat"));

        ErrorAssert.IsRefusal(answer, 503, "provider_credential_missing");
        Assert.Empty(Provider.Requests);
        Assert.Contains("FERROGATE_TEST_UNSET", World.Gateway.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_disabled_and_invisible_models_are_told_in_the_same_words()
    {
        var told = new HashSet<string>();
        foreach (var model in (string[])["no-such-chat", "off-chat", "hidden-chat"])
        {
            var answer = await Client.ChatAsync(ChatRequests.Plain(model));
            told.Add(answer.Error.GetProperty("message").GetString()!.Replace(model, "MODEL", StringComparison.Ordinal));
        }

        Assert.Single(told);
    }

    [Theory]
    [InlineData("test-secret", new[] { "fast-chat", "other-chat", "plain-chat", "unset-chat" })]
    [InlineData("narrow-secret", new[] { "fast-chat" })]
    [InlineData("member-secret", new[] { "fast-chat", "hidden-chat", "other-chat", "plain-chat", "unset-chat" })]
    [InlineData("denied-secret", new[] { "unset-chat" })]
    public async Task The_list_of_models_holds_what_the_key_may_use(string key, string[] models)
    {
        var answer = await World.ClientWith(key).GetAsync("/v1/models");

        Assert.Equal(200, answer.Status);
        ErrorAssert.HasIds(answer.Headers);
        Assert.Equal("list", answer.Json.GetProperty("object").GetString());
        Assert.Equal(models, answer.Json.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).Order());
    }

    [Fact]
    public async Task One_model_is_told_to_those_who_may_use_it()
    {
        var one = await World.ClientWith("member-secret").GetAsync("/v1/models/hidden-chat");

        Assert.Equal((200, "hidden-chat", "model"), (one.Status, one.Json.GetProperty("id").GetString(), one.Json.GetProperty("object").GetString()));
        ErrorAssert.IsRefusal(await Client.GetAsync("/v1/models/hidden-chat"), 404, "model_not_found");
        ErrorAssert.IsRefusal(await World.ClientWith("chatter-secret").GetAsync("/v1/models"), 403, "scope_denied");
        ErrorAssert.IsRefusal(await World.ClientWith(null).GetAsync("/v1/models"), 401, "missing_api_key");
    }
}
