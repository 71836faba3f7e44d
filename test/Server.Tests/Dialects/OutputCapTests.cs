using System.Text.Json;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>With <c>cap_output on</c> the provider is told what is held for an answer, and the client that it was.</summary>
[Trait("Category", "Process")]
public sealed class OutputCapTests(OutputCapSite site) : WorldTests(site), IClassFixture<OutputCapSite>
{
    private const string Chat = "/v1/chat/completions";
    private const string Hi = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    [Theory]
    [InlineData("openai", "chat", $$"""{"model":"openai",{{Hi}}}""", $$"""{"max_completion_tokens":2000,"model":"model-x",{{Hi}}}""", "max_completion_tokens")]
    [InlineData("compatible", "chat", $$"""{"model":"compatible",{{Hi}},"max_tokens":2001}""", $$"""{"model":"model-x",{{Hi}},"max_tokens":2000}""", "max_tokens")]
    [InlineData("compatible", "chat", $$"""{"model":"compatible",{{Hi}},"n":3}""", $$"""{"max_tokens":2000,"model":"model-x",{{Hi}},"n":3}""", "max_tokens")]
    [InlineData("openai", "chat", $$"""{"model":"openai",{{Hi}},"max_tokens":2000}""", $$"""{"model":"model-x",{{Hi}},"max_tokens":2000}""", null)]
    [InlineData("responses", "responses", """{"model":"responses","input":"hi"}""", """{"max_output_tokens":2000,"model":"model-x","input":"hi"}""", "max_output_tokens")]
    [InlineData("messages", "messages", $$"""{"model":"messages","max_tokens":9000,{{Hi}}}""", $$"""{"model":"model-x","max_tokens":2000,{{Hi}}}""", "max_tokens")]
    [InlineData("gemini", "gemini", """{"contents":[]}""", """{"generationConfig":{"maxOutputTokens":2000},"contents":[]}""", "generationConfig.maxOutputTokens")]
    public async Task In_the_clients_own_protocol_nothing_but_the_limit_changes(string model, string protocol, string client, string provider, string? changed)
    {
        Provider.Enqueue(DialectReplies.Plain(protocol));

        var answer = await Client.SendAsync(Request.Post(PathOf(protocol, model), client));

        Assert.Equal((200, changed), (answer.Status, answer.Headers["x-ferrogate-changed"]));
        Assert.Equal(provider, Assert.Single(Provider.Requests).Text);
    }

    [Theory]
    [InlineData("responses", null, "max_output_tokens", 2000)]
    [InlineData("responses", 50, "max_output_tokens", 50)]
    [InlineData("messages", null, "max_tokens", 2000)]
    [InlineData("messages", 5000, "max_tokens", 2000)]
    [InlineData("gemini", 5000, "generationConfig.maxOutputTokens", 2000)]
    [InlineData("gemini", 50, "generationConfig.maxOutputTokens", 50)]
    public async Task In_another_protocol_the_limit_is_said_in_its_words(string protocol, int? limit, string path, int told)
    {
        Provider.Enqueue(DialectReplies.Plain(protocol));

        var answer = await Client.SendAsync(Request.Post(Chat, $$"""{"model":"{{protocol}}",{{Hi}}{{(limit is null ? "" : $",\"max_tokens\":{limit}")}}}"""));

        Assert.Equal(200, answer.Status);
        Assert.Equal(told, At(Assert.Single(Provider.Requests).Json, path));
        Assert.Equal(limit != told, (answer.Headers["x-ferrogate-changed"] ?? "").Split(", ").Contains(path));
        Assert.Null(answer.Headers["x-ferrogate-loss"]);
    }

    [Fact]
    public async Task Without_it_no_request_is_touched()
    {
        Provider.Otherwise(_ => DialectReplies.Plain("chat"));

        var answer = await Client.SendAsync(Request.Post(Chat, $$"""{"model":"free",{{Hi}}}"""));

        Assert.Null(answer.Headers["x-ferrogate-changed"]);
        Assert.Equal($$"""{"model":"gpt-x",{{Hi}}}""", Assert.Single(Provider.Requests).Text);
    }

    [Fact]
    public async Task A_key_can_ask_for_it_and_what_was_assumed_becomes_true()
    {
        Provider.Otherwise(_ => DialectReplies.Plain("chat"));
        var client = World.ClientWith("capped-secret");

        var unsaid = await client.SendAsync(Request.Post(Chat, $$"""{"model":"free",{{Hi}}}"""));
        var said = await client.SendAsync(Request.Post(Chat, $$"""{"model":"free",{{Hi}},"max_tokens":90000}"""));

        Assert.Equal([4096, null], Provider.Requests.Select(request => At(request.Json, "max_completion_tokens")));
        Assert.Equal(("max_completion_tokens", null), (unsaid.Headers["x-ferrogate-changed"], said.Headers["x-ferrogate-changed"]));
    }

    [Fact]
    public async Task The_models_own_limit_is_what_other_protocols_are_told_where_they_want_one()
    {
        Provider.Enqueue(DialectReplies.Plain("messages"));

        await Client.SendAsync(Request.Post(Chat, $$"""{"model":"large",{{Hi}}}"""));

        Assert.Equal(64_000, At(Assert.Single(Provider.Requests).Json, "max_tokens"));
    }

    [Fact]
    public async Task A_budget_of_thoughts_that_would_not_fit_is_refused_and_not_changed()
    {
        var thinking = """ "thinking":{"type":"enabled","budget_tokens":2500} """;
        var refused = await Client.SendAsync(Request.Post("/v1/messages", $$"""{"model":"messages","max_tokens":9000,{{thinking}},{{Hi}}}"""));
        Provider.Enqueue(DialectReplies.Plain("messages"));
        var fitting = await Client.SendAsync(Request.Post(
            "/v1/messages", $$"""{"model":"messages","max_tokens":9000,{{thinking.Replace("2500", "1999", StringComparison.Ordinal)}},{{Hi}}}"""));

        Assert.Equal((400, "invalid_request"), (refused.Status, refused.ErrorCode));
        Assert.Contains("cap_output", refused.Text, StringComparison.Ordinal);
        Assert.Equal(200, fitting.Status);
        Assert.Equal(2000, At(Assert.Single(Provider.Requests).Json, "max_tokens"));
    }

    [Theory]
    [InlineData("poor-secret", "openai", "chat", "max_completion_tokens")]
    [InlineData("poorer-secret", "messages", "messages", "max_tokens")]
    public async Task The_limit_is_lowered_to_what_is_left_of_the_keys_budget(string key, string model, string protocol, string member)
    {
        Provider.Otherwise(_ => DialectReplies.Plain(protocol));
        var body = $$"""{"model":"{{model}}",{{Hi}}}""";

        var answer = await World.ClientWith(key).SendAsync(Request.Post(Chat, body));
        var spent = await World.Admin.EntryOfAsync(answer.Headers);
        var next = await World.ClientWith(key).SendAsync(Request.Post(Chat, body));

        Assert.Equal((200, member), (answer.Status, answer.Headers["x-ferrogate-changed"]));
        Assert.Equal(200, next.Status);
        var input = InputBounds.Of(body);
        Assert.Equal(
            [1000 - input, 1000 - input - (int)(spent.InputTokens + spent.OutputTokens)!.Value],
            Provider.Requests.Select(request => At(request.Json, member)));
    }

    [Fact]
    public async Task Where_nothing_is_left_for_an_answer_the_request_is_refused()
    {
        var body = $$"""{"model":"openai",{{Hi}},"user":"{{new string('x', 1000)}}"}""";

        var answer = await World.ClientWith("poor-secret").SendAsync(Request.Post(Chat, body));

        Assert.Equal((429, "token_budget_exceeded"), (answer.Status, answer.ErrorCode));
        Assert.Empty(Provider.Requests);
    }

    private static string PathOf(string protocol, string model) => protocol switch
    {
        "chat" => Chat,
        "responses" => "/v1/responses",
        "messages" => "/v1/messages",
        _ => $"/v1beta/models/{model}:generateContent",
    };

    private static int? At(JsonElement value, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (!value.TryGetProperty(name, out value))
                return null;
        }

        return value.GetInt32();
    }
}
