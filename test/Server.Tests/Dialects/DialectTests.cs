using System.Text.Json;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>Each client hears the gateway in its own protocol.</summary>
[Trait("Category", "Process")]
public sealed class DialectTests(DialectSite site) : WorldTests(site), IClassFixture<DialectSite>
{
    private Client Stranger => World.ClientWith("nobody");

    [Theory]
    [InlineData("chat", "fast-chat")]
    [InlineData("responses", "responses")]
    [InlineData("messages", "messages")]
    [InlineData("gemini", "gemini")]
    public async Task A_refusal_has_the_form_of_the_protocol(string dialect, string model)
    {
        var unknownKey = await Stranger.SendAsync(DialectRequests.Of(dialect, model));
        var unknownModel = await Client.SendAsync(DialectRequests.Of(dialect, "nothing"));
        var broken = await Client.SendAsync(DialectRequests.Of(dialect, model) with { Body = "{"u8.ToArray() });
        var noScope = await World.ClientWith("reader-secret").SendAsync(DialectRequests.Of(dialect, model));

        Assert.Equal((401, "invalid_api_key"), (unknownKey.Status, CodeOf(dialect, unknownKey)));
        Assert.Equal((404, "model_not_found"), (unknownModel.Status, CodeOf(dialect, unknownModel)));
        Assert.Equal((400, "invalid_json"), (broken.Status, CodeOf(dialect, broken)));
        Assert.Equal((403, "scope_denied"), (noScope.Status, CodeOf(dialect, noScope)));
        Assert.Empty(Provider.Requests);
    }

    [Theory]
    [InlineData("chat", "fast-chat")]
    [InlineData("responses", "responses")]
    [InlineData("messages", "messages")]
    [InlineData("gemini", "gemini")]
    public async Task A_stream_that_breaks_off_ends_with_an_error_of_the_protocol(string dialect, string model)
    {
        var beginning = DialectRequests.Beginning(dialect);
        Provider.Enqueue(Reply.Sse(beginning) with { End = ReplyEnd.Cut });

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, model, stream: true));

        Assert.True(answer.IsComplete);
        Assert.StartsWith(beginning, answer.Text, StringComparison.Ordinal);
        var last = answer.Text[beginning.Length..];
        var error = JsonElement.Parse(last[(last.IndexOf("data: ", StringComparison.Ordinal) + 6)..]);
        Assert.Equal("provider_stream_interrupted", dialect switch
        {
            "responses" => error.GetProperty("code").GetString(),
            "gemini" => error.GetProperty("error").GetProperty("details")[0].GetProperty("reason").GetString(),
            _ => error.GetProperty("error").GetProperty("code").GetString(),
        });
        Assert.Equal(dialect is "responses" or "messages", last.StartsWith("event: error\n", StringComparison.Ordinal));
        if (dialect == "responses")
            Assert.Equal(4, error.GetProperty("sequence_number").GetInt32());
        var exchange = answer.Headers["x-ferrogate-exchange-id"]!;
        var entries = await World.Admin.WaitForBillingEventsAsync(all => all.Any(each => each.ExchangeId == exchange), "the entry");
        Assert.Equal("upstream_cut", entries.Single(each => each.ExchangeId == exchange).Ending);
    }

    [Theory]
    [InlineData("/v1/embeddings", """{"model":"messages","input":"hi"}""", "OpenAI Embeddings")]
    [InlineData("/v1/messages/count_tokens", """{"model":"fast-chat","messages":[{"role":"user","content":"hi"}]}""", "fast-chat")]
    [InlineData("/v1/responses/input_tokens", """{"model":"gemini","input":"hi"}""", "gemini")]
    [InlineData("/v1beta/models/messages:countTokens", """{"contents":[]}""", "messages")]
    public async Task What_is_not_translated_is_refused_by_name(string path, string body, string name)
    {
        var answer = await Client.SendAsync(Request.Post(path, body));

        Assert.Equal((400, "dialect_unsupported"), (answer.Status, answer.ErrorCode));
        Assert.Contains(name, answer.Text, StringComparison.Ordinal);
        Assert.Empty(Provider.Requests);
    }

    [Theory]
    [InlineData("authorization", "Bearer test-secret")]
    [InlineData("x-api-key", "test-secret")]
    [InlineData("x-goog-api-key", "test-secret")]
    public async Task A_key_is_taken_wherever_an_SDK_puts_it_and_goes_no_further(string header, string value)
    {
        foreach (var (dialect, model) in new[] { ("chat", "fast-chat"), ("messages", "messages"), ("gemini", "gemini") })
        {
            Provider.Forget();
            Provider.Enqueue(Reply.Json("""{"choices":[],"content":[],"candidates":[]}"""));

            var answer = await World.ClientWith(null).SendAsync(DialectRequests.Of(dialect, model).With(header, value));

            Assert.Equal(200, answer.Status);
            var seen = Assert.Single(Provider.Requests);
            Assert.DoesNotContain("test-secret", seen.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_in_the_query_is_taken_on_the_paths_of_Gemini_only_and_goes_no_further()
    {
        Provider.Enqueue(Reply.Json("""{"candidates":[]}"""));
        var nobody = World.ClientWith(null);

        var generated = await nobody.SendAsync(Request.Post("/v1beta/models/gemini:generateContent?key=test-secret", """{"contents":[]}"""));
        var listed = await nobody.SendAsync(Request.Get("/v1beta/models?key=test-secret"));
        var elsewhere = await nobody.SendAsync(Request.Get("/v1/models?key=test-secret"));
        var twice = await nobody.SendAsync(Request.Get("/v1beta/models?key=test-secret").With("x-goog-api-key", "other"));

        Assert.Equal((200, 200, 401, 400), (generated.Status, listed.Status, elsewhere.Status, twice.Status));
        Assert.Equal("/v1beta/models/gemini-x:generateContent", Assert.Single(Provider.Requests).Target);
        var log = await Patience.UntilAsync(
            () => Task.FromResult(World.Gateway.Error), text => text.Contains("/v1beta/models/gemini:generateContent", StringComparison.Ordinal), "the line of the log");
        Assert.DoesNotContain("test-secret", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_a_provider_needs_pass_by_name_and_no_other_does()
    {
        Provider.Enqueue(Reply.Json("""{"content":[]}"""));

        await Client.SendAsync(DialectRequests.Of("messages", "messages")
            .With("anthropic-version", "2024-01-01").With("anthropic-beta", "one").With("anthropic-beta", "two")
            .With("openai-organization", "org").With("x-custom", "1").With("cookie", "a=b"));

        var seen = Assert.Single(Provider.Requests);
        Assert.Equal(("2024-01-01", "one,two"), (seen.Headers["anthropic-version"], seen.Headers["anthropic-beta"]));
        Assert.All((string[])["openai-organization", "x-custom", "cookie"], name => Assert.Null(seen.Headers[name]));
    }

    [Theory]
    [InlineData("chat", "fast-chat")]
    [InlineData("messages", "messages")]
    [InlineData("gemini", "gemini")]
    public async Task An_error_that_names_our_credential_is_not_for_the_caller(string dialect, string model)
    {
        Provider.Enqueue(Reply.Json("""{"error":{"message":"Consumer 'api_key:provider-secret' has been suspended.","type":"x","code":"y"}}""", 403));

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, model));

        Assert.Equal((502, "provider_auth_error"), (answer.Status, CodeOf(dialect, answer)));
        Assert.DoesNotContain("provider-secret", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idempotency_key_is_the_callers_own()
    {
        Provider.Otherwise(_ => Reply.Json("""{"content":[]}"""));
        var mine = DialectRequests.Of("messages", "messages").With("idempotency-key", "same");

        await Client.SendAsync(mine);
        await Client.SendAsync(mine);
        await World.ClientWith("other-secret").SendAsync(mine);

        var keys = Provider.Requests.Select(request => request.Headers["idempotency-key"]).ToList();
        Assert.Equal(3, keys.Count);
        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(keys[0], keys[2]);
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{64}$", key));
    }

    [Fact]
    public async Task A_stream_of_Gemini_that_is_cut_is_no_success_although_it_said_STOP()
    {
        const string Chunk = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hel\"}]},\"finishReason\":\"STOP\"}]}\r\n\r\n";
        Provider.Enqueue(Reply.Sse(Chunk + Chunk) with { End = ReplyEnd.Cut });

        var answer = await Client.SendAsync(DialectRequests.Of("gemini", "gemini", stream: true));

        Assert.StartsWith(Chunk + Chunk, answer.Text, StringComparison.Ordinal);
        Assert.Contains("provider_stream_interrupted", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/v1beta/cachedContents", 404)]
    [InlineData("POST", "/v1beta/models/gemini:embedContent", 405)]
    [InlineData("POST", "/v1/messages/batches", 404)]
    [InlineData("GET", "/v1/messages", 405)]
    public async Task What_is_not_there_is_said_in_the_protocol_of_the_path_too(string method, string path, int status)
    {
        var answer = await Client.SendAsync(new Request(method, path));

        Assert.Equal(status, answer.Status);
        Assert.NotNull(CodeOf(path.StartsWith("/v1beta", StringComparison.Ordinal) ? "gemini" : "messages", answer));
    }

    [Theory]
    [InlineData("alt=sse")]
    [InlineData("$alt=sse")]
    [InlineData("alt=SSE")]
    public async Task A_stream_of_Gemini_comes_as_events_however_that_is_asked_for(string query)
    {
        Provider.Enqueue(Reply.Sse("data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\r\n\r\n"));

        await Client.SendAsync(Request.Post($"/v1beta/models/gemini:streamGenerateContent?{query}", """{"contents":[]}"""));

        Assert.Equal("/v1beta/models/gemini-x:streamGenerateContent?alt=sse", Assert.Single(Provider.Requests).Target);
    }

    [Fact]
    public async Task A_header_beyond_ASCII_passes_as_it_came()
    {
        Provider.Enqueue(Reply.Json("""{"content":[]}"""));

        // Tests write and read the head as Latin-1, so these are the two bytes of one letter.
        var answer = await Client.SendAsync(DialectRequests.Of("messages", "messages").With("anthropic-beta", "Ã©"));

        Assert.Equal(200, answer.Status);
        Assert.Equal("Ã©", Assert.Single(Provider.Requests).Headers["anthropic-beta"]);
    }

    [Fact]
    public async Task A_client_of_Anthropic_finds_the_id_of_its_request_where_it_looks()
    {
        Provider.Enqueue(Reply.Json("""{"content":[]}""").With("request-id", "req_theirs"));

        var answered = await Client.SendAsync(DialectRequests.Of("messages", "messages"));
        var refused = await Client.SendAsync(DialectRequests.Of("messages", "nothing"));
        var other = await Client.SendAsync(DialectRequests.Of("chat", "nothing"));

        Assert.Equal(("req_theirs", "req_theirs"), (answered.Headers["request-id"], answered.Headers["x-ferrogate-provider-request-id"]));
        Assert.Equal(refused.Json.GetProperty("request_id").GetString(), refused.Headers["request-id"]);
        Assert.Equal(refused.Headers["x-request-id"], refused.Headers["request-id"]);
        Assert.Null(other.Headers["request-id"]);
    }

    [Fact]
    public async Task The_list_of_models_has_the_form_of_the_protocol()
    {
        var openAi = (await Client.SendAsync(Request.Get("/v1/models"))).Json;
        var anthropic = (await Client.SendAsync(Request.Get("/v1/models").With("anthropic-version", "2023-06-01"))).Json;
        var gemini = (await Client.SendAsync(Request.Get("/v1beta/models"))).Json;
        string[] names = ["fast-chat", "only-responses", "only-chat", "strict", "responses", "messages", "gemini"];

        Assert.Equal(names.Order(), Names(openAi.GetProperty("data"), "id"));
        Assert.Equal(names.Order(), Names(anthropic.GetProperty("data"), "id"));
        Assert.Equal(
            ("model", false, JsonValueKind.String),
            (anthropic.GetProperty("data")[0].GetProperty("type").GetString(), anthropic.GetProperty("has_more").GetBoolean(), anthropic.GetProperty("last_id").ValueKind));
        Assert.Equal(names.Select(name => $"models/{name}").Order(), Names(gemini.GetProperty("models"), "name"));
    }

    [Theory]
    [InlineData("/v1/models/messages", null, "id", "messages")]
    [InlineData("/v1/models/messages", "2023-06-01", "display_name", "messages")]
    [InlineData("/v1beta/models/messages", null, "name", "models/messages")]
    public async Task One_model_has_the_form_of_the_protocol(string path, string? version, string member, string value)
    {
        var request = version is null ? Request.Get(path) : Request.Get(path).With("anthropic-version", version);

        Assert.Equal(value, (await Client.SendAsync(request)).Json.GetProperty(member).GetString());
    }

    [Fact]
    public async Task Google_s_clients_are_understood_below_the_stable_version_too()
    {
        var client = World.ClientWith(null);
        Provider.Enqueue(DialectReplies.Plain("gemini")).Enqueue(DialectReplies.Stream("gemini"));
        Request Ask(string path) => Request.Post($"/v1/models/{path}", """{"contents":[{"parts":[{"text":"hi"}]}]}""").With("x-goog-api-key", "test-secret");

        var plain = await client.SendAsync(Ask("gemini:generateContent"));
        var streamed = await client.SendAsync(Ask("gemini:streamGenerateContent?alt=sse"));
        var list = await client.SendAsync(Request.Get("/v1/models").With("x-goog-api-key", "test-secret"));
        var one = await client.SendAsync(Request.Get("/v1/models/gemini").With("x-goog-api-key", "test-secret"));
        var refused = await client.SendAsync(Request.Post("/v1/models/gemini:generateContent", "{}"));

        Assert.Equal((200, "STOP"), (plain.Status, plain.Json.GetProperty("candidates")[0].GetProperty("finishReason").GetString()));
        Assert.Equal((200, string.Concat(DialectReplies.Events("gemini"))), (streamed.Status, streamed.Text));
        Assert.Equal(
            ["/v1beta/models/gemini-x:generateContent", "/v1beta/models/gemini-x:streamGenerateContent?alt=sse"],
            Provider.Requests.Select(request => request.Target));
        Assert.Contains("models/gemini", Names(list.Json.GetProperty("models"), "name"));
        Assert.Equal("models/gemini", one.Json.GetProperty("name").GetString());
        Assert.Equal((401, 401), (refused.Status, refused.Error.GetProperty("code").GetInt32()));
    }

    [Fact]
    public async Task A_stream_of_Gemini_that_is_asked_for_as_an_array_comes_as_one()
    {
        const string Array = """[{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1}}]""";
        Provider.Enqueue(Reply.Json(Array));

        var answer = await Client.SendAsync(Request.Post("/v1beta/models/gemini:streamGenerateContent", """{"contents":[]}"""));

        Assert.Equal((200, Array), (answer.Status, answer.Text));
        Assert.Equal("/v1beta/models/gemini-x:streamGenerateContent", Assert.Single(Provider.Requests).Target);
    }

    [Fact]
    public async Task A_response_that_failed_in_its_stream_is_no_success_in_the_ledger()
    {
        const string Events = "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"server_error\"},\"usage\":null}}\n\n";
        Provider.Enqueue(Reply.Sse(Events));

        var answer = await Client.SendAsync(DialectRequests.Of("responses", "responses", stream: true));

        Assert.Equal(Events, answer.Text);
        var exchange = answer.Headers["x-ferrogate-exchange-id"]!;
        var entries = await World.Admin.WaitForBillingEventsAsync(all => all.Any(each => each.ExchangeId == exchange), "the entry");
        Assert.Equal("provider_error", entries.Single(each => each.ExchangeId == exchange).Ending);
    }

    [Theory]
    [InlineData("/v1beta/models/gemini:generatecontent")]
    [InlineData("/V1beta/models/gemini:generateContent")]
    [InlineData("/v1beta//models/gemini:generateContent")]
    [InlineData("/v1beta/models/gemini:generateContent/")]
    [InlineData("/v1/models/gemini:generatecontent")]
    [InlineData("/v1/models/:generateContent")]
    [InlineData("/v1//models/gemini:generateContent")]
    [InlineData("/v1/models/gemini:generateContent/")]
    [InlineData("/v1/Messages")]
    [InlineData("/v1//responses")]
    [InlineData("/v1/response%73")]
    public async Task A_variant_of_a_path_reaches_no_provider(string path)
    {
        var answer = await Client.SendAsync(Request.Post(path, """{"contents":[]}"""));

        Assert.Contains(answer.Status, (int[])[404, 405]);
        Assert.Empty(Provider.Requests);
    }

    private static string? CodeOf(string dialect, Answer answer)
    {
        Assert.Equal(dialect == "messages", answer.Json.TryGetProperty("type", out var type) && type.GetString() == "error");
        Assert.Equal(dialect == "gemini", answer.Error.GetProperty("code").ValueKind == JsonValueKind.Number);
        return answer.ErrorCode;
    }

    private static IEnumerable<string?> Names(JsonElement list, string member) =>
        list.EnumerateArray().Select(each => each.GetProperty(member).GetString()).Order();
}
