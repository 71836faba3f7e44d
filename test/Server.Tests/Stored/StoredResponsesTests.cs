using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Stored;

/// <summary>What a provider stores is reached by the tenant for whom it was made, at the account that has it, and by nobody else.</summary>
[Trait("Category", "Process")]
public sealed class StoredResponsesTests(StoredSite site) : WorldTests(site), IClassFixture<StoredSite>
{
    private static int s_count;

    private Client Anna => World.ClientWith("anna-secret");

    [Theory]
    [InlineData("GET", "", "/v1/responses/$ID")]
    [InlineData("GET", "?include[]=reasoning.encrypted_content&include%5B%5D=x&key=secret&debug=1&stream=false", "/v1/responses/$ID?include[]=reasoning.encrypted_content&include%5B%5D=x&stream=false")]
    [InlineData("GET", "?include=a%23b&starting_after=%231", "/v1/responses/$ID?include=a%23b&starting_after=%231")]
    [InlineData("GET", "/input_items?limit=2&order=asc&after=msg_1", "/v1/responses/$ID/input_items?limit=2&order=asc&after=msg_1")]
    [InlineData("POST", "/cancel", "/v1/responses/$ID/cancel")]
    [InlineData("DELETE", "", "/v1/responses/$ID")]
    public async Task It_is_asked_for_at_the_account_that_made_it(string method, string rest, string target)
    {
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var id = await MakeAsync("anna-secret", "gpt");
            var account = Provider.Requests[^1].Headers["authorization"];
            Provider.Enqueue(StoredReplies.Of(id));

            var answer = await World.ClientWith("anton-secret").SendAsync(new Request(method, $"/v1/responses/{id}{rest}"));

            Assert.Equal((200, StoredReplies.Json(id)), (answer.Status, answer.Text));
            var seen = Provider.Requests[^1];
            Assert.Equal((method, target.Replace("$ID", id, StringComparison.Ordinal), account), (seen.Method, seen.Target, seen.Headers["authorization"]));
            Assert.Empty(seen.Text);
            var entry = await World.Admin.EntryOfAsync(answer.Headers);
            Assert.Equal(("anton", "gpt", "o", 0L, 0L, "finished"), (entry.KeyId, entry.Model, entry.Provider, entry.InputTokens, entry.OutputTokens, entry.Ending));
        }
    }

    [Theory]
    [InlineData("""{"model":"second","previous_response_id":"$ID","input":"more"}""")]
    [InlineData("""{"model":"second","input":[{"type":"item_reference","id":"rs_$ID"},{"id":"msg_$ID"}]}""")]
    [InlineData("""{"model":"second","input":"x","tools":[{"type":"code_interpreter","container":"cntr_$ID"}]}""")]
    [InlineData("""{"model":"second","input":[{"type":"reasoning","id":"rs_$ID","summary":[]}]}""")]
    [InlineData("""{"model":"second","input":[{"type":"shell_call","environment":{"type":"container_reference","container_id":"cntr_$ID"}}]}""")]
    [InlineData("""{"model":"second","input":"x","tools":[{"type":"shell","environment":{"type":"container_reference","container_id":"cntr_$ID"}}]}""")]
    public async Task What_goes_on_from_it_goes_where_it_is(string body)
    {
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var id = await MakeAsync("anna-secret", "gpt");
            var account = Provider.Requests[^1].Headers["authorization"];
            Provider.Enqueue(StoredReplies.Of(NewId()));
            var sent = body.Replace("$ID", id, StringComparison.Ordinal);

            var answer = await Anna.SendAsync(Request.Post("/v1/responses", sent));

            Assert.Equal(200, answer.Status);
            var seen = Provider.Requests[^1];
            Assert.Equal(("/v1/responses", account), (seen.Target, seen.Headers["authorization"]));
            Assert.Equal(sent.Replace("\"second\"", "\"gpt-y\"", StringComparison.Ordinal), seen.Text);
        }
    }

    [Theory]
    [InlineData("alone")]
    [InlineData("claude")]
    public async Task Where_the_model_does_not_lead_there_it_is_refused(string model)
    {
        var id = await MakeAsync("anna-secret", "gpt");
        Provider.Forget();

        var answer = await Anna.SendAsync(Request.Post("/v1/responses", $$"""{"model":"{{model}}","previous_response_id":"{{id}}","input":"more"}"""));

        Assert.Equal((400, "stored_elsewhere"), (answer.Status, answer.ErrorCode));
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task Two_things_of_different_accounts_cannot_be_brought_together()
    {
        var first = await MakeAsync("anna-secret", "gpt");
        var second = await MakeAsync("anna-secret", "gpt");
        Provider.Forget();

        var answer = await Anna.SendAsync(Request.Post(
            "/v1/responses", $$"""{"model":"gpt","previous_response_id":"{{first}}","input":[{"type":"item_reference","id":"msg_{{second}}"}]}"""));

        Assert.Equal((400, "stored_elsewhere"), (answer.Status, answer.ErrorCode));
        Assert.Empty(Provider.Requests);
    }

    [Theory]
    [InlineData("bert-secret")]
    [InlineData("neighbour-secret")]
    [InlineData("nobody-secret")]
    public async Task Another_tenant_finds_none_of_it_on_any_path_or_in_any_field(string stranger)
    {
        var id = await MakeAsync("anna-secret", "gpt");
        Provider.Enqueue(StoredReplies.Stream(NewId()));
        var streamed = s_count;
        Assert.Equal(200, (await Anna.SendAsync(Request.Post("/v1/responses", """{"model":"gpt","input":"hi","stream":true}"""))).Status);
        Provider.Forget();
        var client = World.ClientWith(stranger);

        var names = new[] { id, $"resp_{streamed}" }.SelectMany(name => new[] { name, $"rs_{name}", $"msg_{name}", $"ci_{name}", $"cntr_{name}" });
        foreach (var name in names)
        {
            foreach (var request in RequestsFor(name))
            {
                var answer = await client.SendAsync(request);

                Assert.True(answer.Status == 404, $"{request.Method} {request.Target} {name}: {answer}");
                Assert.DoesNotContain("account", answer.Text, StringComparison.Ordinal);
            }
        }

        Assert.Empty(Provider.Requests);
    }

    [Theory]
    [InlineData("/v1/messages", """{"model":"spoken","max_tokens":100,"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"redacted_thinking","data":"ferrogate.openai.thought.$SEAL"},{"type":"text","text":"x"}]},{"role":"user","content":"hi"}]}""")]
    [InlineData("/v1/chat/completions", """{"model":"spoken","messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"x","reasoning_details":[{"type":"reasoning.encrypted","data":"ferrogate.openai.thought.$SEAL"}]},{"role":"user","content":"hi"}]}""")]
    public async Task A_seal_that_a_client_makes_up_names_nothing_to_a_provider(string path, string body)
    {
        var id = await MakeAsync("anna-secret", "gpt");
        foreach (var seal in new[] { $"rs_{id}|", $"rs_{id}|x", "" })
        {
            Provider.Enqueue(StoredReplies.Of(NewId()));

            var answer = await World.ClientWith("bert-secret").SendAsync(Request.Post(path, body.Replace("$SEAL", seal, StringComparison.Ordinal)));

            Assert.Equal((200, "/v1/responses"), (answer.Status, Provider.Requests[^1].Target));
            Assert.DoesNotContain($"\"id\":\"rs_{id}", Provider.Requests[^1].Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_not_there_looks_like_what_belongs_to_somebody_else()
    {
        var id = await MakeAsync("anna-secret", "gpt");

        var foreign = await World.ClientWith("bert-secret").GetAsync($"/v1/responses/{id}");
        var nothing = await World.ClientWith("bert-secret").GetAsync("/v1/responses/resp_nothing");

        Assert.Equal(nothing.Status, foreign.Status);
        Assert.Equal(Plain(nothing, "resp_nothing"), Plain(foreign, id));

        static string Plain(Answer answer, string name) =>
            string.Join('\n', answer.Text.Replace(name, "ID", StringComparison.Ordinal).Split(',').Where(part => !part.Contains("request_id", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_key_that_acts_for_nobody_in_particular_sees_what_it_made_itself()
    {
        var id = await MakeAsync("nobody-secret", "gpt");
        Provider.Enqueue(StoredReplies.Of(id));

        var own = await World.ClientWith("nobody-secret").GetAsync($"/v1/responses/{id}");
        var other = await World.ClientWith("alsonobody-secret").GetAsync($"/v1/responses/{id}");

        Assert.Equal((200, 404), (own.Status, other.Status));
    }

    [Fact]
    public async Task A_name_that_two_tenants_got_stays_with_the_first()
    {
        var id = await MakeAsync("anna-secret", "gpt");
        Provider.Enqueue(StoredReplies.Of(id));
        Assert.Equal(200, (await World.ClientWith("bert-secret").SendAsync(Request.Post("/v1/responses", """{"model":"gpt","input":"hi"}"""))).Status);
        Provider.Enqueue(StoredReplies.Of(id));

        Assert.Equal(404, (await World.ClientWith("bert-secret").GetAsync($"/v1/responses/{id}")).Status);
        Assert.Equal(200, (await Anna.GetAsync($"/v1/responses/{id}")).Status);
    }

    [Fact]
    public async Task What_was_deleted_is_gone_with_all_that_belongs_to_it()
    {
        var id = await MakeAsync("anna-secret", "gpt");
        Provider.Enqueue(Reply.Json($$"""{"id":"{{id}}","object":"response","deleted":true}"""));
        Assert.Equal(200, (await Anna.SendAsync(new Request("DELETE", $"/v1/responses/{id}"))).Status);
        Provider.Forget();

        Assert.Equal(404, (await Anna.GetAsync($"/v1/responses/{id}")).Status);
        Assert.Equal(404, (await Anna.SendAsync(Request.Post(
            "/v1/responses", $$"""{"model":"gpt","input":[{"type":"item_reference","id":"msg_{{id}}"}]}"""))).Status);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task What_could_not_be_deleted_is_still_there()
    {
        var id = await MakeAsync("anna-secret", "gpt");
        Provider.Enqueue(Reply.Error(500, "not now"));
        Assert.Equal(500, (await Anna.SendAsync(new Request("DELETE", $"/v1/responses/{id}"))).Status);
        Provider.Enqueue(StoredReplies.Of(id));

        Assert.Equal(200, (await Anna.GetAsync($"/v1/responses/{id}")).Status);
    }

    [Fact]
    public async Task What_the_provider_does_not_store_is_not_remembered()
    {
        var id = NewId();
        Provider.Enqueue(Reply.Json(StoredReplies.Json(id, store: false)));
        Assert.Equal(200, (await Anna.SendAsync(Request.Post("/v1/responses", """{"model":"gpt","input":"hi","store":false}"""))).Status);
        Provider.Forget();

        Assert.Equal(404, (await Anna.GetAsync($"/v1/responses/{id}")).Status);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task An_answer_that_was_translated_is_stored_nowhere()
    {
        Provider.Enqueue(Dialects.DialectReplies.Plain("messages"));
        var made = await Anna.SendAsync(Request.Post("/v1/responses", """{"model":"claude","input":"hi"}"""));
        var id = made.Json.GetProperty("id").GetString();
        Provider.Forget();

        var answer = await Anna.SendAsync(Request.Post("/v1/responses", $$"""{"model":"claude","previous_response_id":"{{id}}","input":"more"}"""));

        Assert.Equal((404, "previous_response_not_found"), (answer.Status, answer.ErrorCode));
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task A_whole_item_goes_along_whatever_its_name()
    {
        Provider.Enqueue(StoredReplies.Of(NewId()));

        var answer = await Anna.SendAsync(Request.Post(
            "/v1/responses",
            """{"model":"gpt","input":[{"type":"message","id":"msg_of_mine","role":"user","content":"hi"},{"type":"reasoning","id":"rs_of_mine","summary":[],"encrypted_content":"x"}]}"""));

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("""{"type":"reasoning","id":"rs_never","summary":[]}""")]
    [InlineData("""{"type":"image_generation_call","id":"ig_never","result":null}""")]
    [InlineData("""{"type":"shell_call","environment":{"type":"container_reference","container_id":"cntr_never"}}""")]
    public async Task What_a_provider_would_take_from_its_store_must_be_known_there_and_not_where_it_is_translated(string item)
    {
        var native = await Anna.SendAsync(Request.Post("/v1/responses", $$"""{"model":"gpt","input":[{{item}},{"role":"user","content":"hi"}]}"""));
        Assert.Equal((404, "stored_object_not_found"), (native.Status, native.ErrorCode));
        Assert.Empty(Provider.Requests);

        foreach (var model in new[] { "claude", "either" })
        {
            Provider.Enqueue(Dialects.DialectReplies.Plain("messages"));

            var translated = await Anna.SendAsync(Request.Post("/v1/responses", $$"""{"model":"{{model}}","input":[{{item}},{"role":"user","content":"hi"}]}"""));

            Assert.Equal((200, "/v1/messages"), (translated.Status, Provider.Requests[^1].Target));
            Assert.DoesNotContain("never", Provider.Requests[^1].Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_conversation_with_what_one_account_has_goes_on_there_or_translated()
    {
        var id = await MakeAsync("anna-secret", "gpt");
        var item = $$"""{"type":"reasoning","id":"rs_{{id}}","summary":[]}""";
        Provider.Forget();

        var elsewhere = await Anna.SendAsync(Request.Post("/v1/responses", $$"""{"model":"alone","input":[{{item}},{"role":"user","content":"hi"}]}"""));
        Assert.Equal((400, "stored_elsewhere"), (elsewhere.Status, elsewhere.ErrorCode));
        Assert.Empty(Provider.Requests);

        Provider.Enqueue(Dialects.DialectReplies.Plain("messages"));
        var translated = await Anna.SendAsync(Request.Post("/v1/responses", $$"""{"model":"claude","input":[{{item}},{"role":"user","content":"hi"}]}"""));
        Assert.Equal(200, translated.Status);
    }

    [Fact]
    public async Task A_container_deep_in_an_answer_belongs_to_its_tenant()
    {
        var id = NewId();
        Provider.Enqueue(Reply.Json($$$"""{"id":"{{{id}}}","object":"response","status":"completed","output":[{"type":"shell_call","id":"sh_{{{id}}}","environment":{"type":"container_reference","container_id":"cntr_deep_{{{id}}}"}}],"usage":{"input_tokens":7,"output_tokens":3,"total_tokens":10}}"""));
        Assert.Equal(200, (await Anna.SendAsync(Request.Post("/v1/responses", """{"model":"gpt","input":"hi"}"""))).Status);
        Provider.Enqueue(StoredReplies.Of(NewId()));
        var body = $$"""{"model":"gpt","input":"x","tools":[{"type":"code_interpreter","container":"cntr_deep_{{id}}"}]}""";

        Assert.Equal(200, (await Anna.SendAsync(Request.Post("/v1/responses", body))).Status);
        Assert.Equal(404, (await World.ClientWith("bert-secret").SendAsync(Request.Post("/v1/responses", body))).Status);
    }

    [Fact]
    public async Task The_client_can_name_a_streamed_response_as_soon_as_it_knows_it()
    {
        var id = NewId();
        var gate = new Gate();
        Provider.Enqueue(StoredReplies.Stream(id).HoldAt(StoredReplies.Beginning(id).Length, gate));
        await using var connection = await Anna.StartAsync(Request.Post("/v1/responses", """{"model":"gpt","input":"hi","stream":true}"""));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(id);
        Provider.Enqueue(StoredReplies.Of(id, "in_progress"));

        var read = await Anna.GetAsync($"/v1/responses/{id}");
        gate.Open();
        var rest = await live.ReadToEndAsync();
        Provider.Enqueue(StoredReplies.Of(NewId()));
        var next = await Anna.SendAsync(Request.Post("/v1/responses", $$"""{"model":"gpt","input":[{"type":"item_reference","id":"msg_{{id}}"}]}"""));

        Assert.Equal((200, true, 200), (read.Status, rest.IsComplete, next.Status));
        Assert.Equal((7L, 3L), await World.Admin.EntryOfAsync(rest.Headers) is { } entry ? (entry.InputTokens, entry.OutputTokens) : default);
    }

    [Fact]
    public async Task What_a_cut_stream_has_named_belongs_to_its_tenant_too()
    {
        var id = NewId();
        Provider.Enqueue(Reply.Sse(StoredReplies.Beginning(id)).ThenCut());
        await Anna.SendAsync(Request.Post("/v1/responses", """{"model":"gpt","input":"hi","stream":true}"""));
        Provider.Forget();

        var foreign = await World.ClientWith("bert-secret").SendAsync(Request.Post(
            "/v1/responses", $$"""{"model":"gpt","input":[{"type":"message","id":"msg_{{id}}","role":"assistant","content":"x"}]}"""));

        Assert.Equal(404, foreign.Status);
        Assert.Empty(Provider.Requests);
    }

    [Theory]
    [InlineData("stream=true", "stream=true")]
    [InlineData("stream=True", "stream=True")]
    [InlineData("stream=%74rue", "stream=true")]
    [InlineData("%73tream=1", "stream=1")]
    public async Task A_stored_response_can_be_streamed_again_and_costs_nothing(string stream, string sent)
    {
        var id = await MakeAsync("anna-secret", "gpt");
        Provider.Enqueue(StoredReplies.Stream(id));

        var answer = await Anna.GetAsync($"/v1/responses/{id}?{stream}&starting_after=0");

        Assert.Equal((200, StoredReplies.Stream(id).Text), (answer.Status, answer.Text));
        Assert.Equal($"/v1/responses/{id}?{sent}&starting_after=0", Provider.Requests[^1].Target);
        Assert.Equal("text/event-stream", Provider.Requests[^1].Headers["accept"]);
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal((0L, 0L, "finished"), (entry.InputTokens, entry.OutputTokens, entry.Ending));
    }

    [Theory]
    [InlineData("PUT", "/v1/responses/resp_1", 405)]
    [InlineData("GET", "/v1/responses/resp_1/cancel", 405)]
    [InlineData("POST", "/v1/responses/resp_1/input_items", 405)]
    [InlineData("GET", "/v1/responses/resp_1/", 404)]
    [InlineData("GET", "/v1/responses/resp_1/other", 404)]
    [InlineData("GET", "/v1/responses//resp_1", 404)]
    [InlineData("GET", "/v1/Responses/resp_1", 404)]
    [InlineData("GET", "/v1/responses/..%2fmodels", 404)]
    [InlineData("GET", "/v1/responses/resp%5F1", 404)]
    [InlineData("GET", "/v1/responses/resp_1?after=a#b", 400)]
    public async Task No_other_spelling_gets_through(string method, string path, int status)
    {
        var answer = await Anna.SendAsync(new Request(method, path));

        Assert.Equal(status, answer.Status);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task The_context_that_the_provider_has_counts_as_input()
    {
        var spender = World.ClientWith("spender-secret");
        Provider.Enqueue(Reply.Json(StoredReplies.Json("resp_long").Replace("\"input_tokens\":7", "\"input_tokens\":4800", StringComparison.Ordinal)));
        Assert.Equal(200, (await Anna.SendAsync(Request.Post("/v1/responses", """{"model":"gpt","input":"hi"}"""))).Status);
        Provider.Forget();

        var answer = await spender.SendAsync(Request.Post("/v1/responses", """{"model":"gpt","previous_response_id":"resp_long","input":"hi","max_output_tokens":300}"""));

        Assert.Equal((429, "token_budget_exceeded"), (answer.Status, answer.ErrorCode));
        Assert.Empty(Provider.Requests);
    }

    private static IEnumerable<Request> RequestsFor(string name) =>
    [
        Request.Get($"/v1/responses/{name}"),
        Request.Get($"/v1/responses/{name}?stream=true"),
        Request.Get($"/v1/responses/{name}/input_items"),
        new Request("DELETE", $"/v1/responses/{name}"),
        Request.Post($"/v1/responses/{name}/cancel", "{}"),
        .. Bodies(name).SelectMany(body => new[] { Request.Post("/v1/responses", body), Request.Post("/v1/responses/input_tokens", body) }),
    ];

    private static IEnumerable<string> Bodies(string name) =>
    [
        $$"""{"model":"gpt","previous_response_id":"{{name}}","input":"x"}""",
        $$"""{"model":"claude","previous_response_id":"{{name}}","input":"x"}""",
        $$"""{"model":"gpt","previous_response_id":"{{name[..^1]}}\u00{{(int)name[^1]:x2}}","input":"x"}""",
        $$"""{"model":"gpt","conversation":"{{name}}","input":"x"}""",
        $$"""{"model":"gpt","conversation":{"id":"{{name}}"},"input":"x"}""",
        $$"""{"model":"gpt","input":[{"type":"item_reference","id":"{{name}}"}]}""",
        $$"""{"model":"gpt","input":[{"id":"{{name}}"}]}""",
        $$"""{"model":"gpt","input":[{"type":"reasoning","id":"{{name}}","summary":[]}]}""",
        $$"""{"model":"gpt","input":[{"type":"image_generation_call","id":"{{name}}"}]}""",
        $$"""{"model":"gpt","input":[{"type":"message","id":"mine","id":"{{name}}","role":"user","content":"x"}]}""",
        $$"""{"model":"gpt","input":[{"type":"mcp_approval_response","approval_request_id":"{{name}}","approve":true}]}""",
        $$"""{"model":"gpt","input":[{"type":"code_interpreter_call","container_id":"{{name}}","code":"1"}]}""",
        $$"""{"model":"gpt","input":"x","tools":[{"type":"code_interpreter","container":"{{name}}"}]}""",
        $$$"""{"model":"gpt","input":"x","tools":[{"type":"shell","environment":{"type":"container_reference","container_id":"{{{name}}}"}}]}""",
        $$$"""{"model":"gpt","input":"x","tools":[{"type":"namespace","tools":[{"type":"code_interpreter","container":"{{{name}}}"}]}]}""",
        $$$"""{"model":"gpt","input":[{"type":"shell_call","environment":{"type":"container_reference","container_id":"{{{name}}}"}}]}""",
        $$$"""{"model":"gpt","input":[{"type":"tool_search_output","tools":[{"type":"code_interpreter","container":"{{{name}}}"}]}]}""",
        $$$"""{"model":"gpt","input":[{"role":"assistant","content":[{"type":"output_text","text":"x","annotations":[{"type":"container_file_citation","container_id":"{{{name}}}"}]}]}]}""",
    ];

    private static string NewId() => $"resp_{Interlocked.Increment(ref s_count)}";

    private async Task<string> MakeAsync(string key, string model)
    {
        var id = NewId();
        Provider.Enqueue(StoredReplies.Of(id));
        var made = await World.ClientWith(key).SendAsync(Request.Post("/v1/responses", $$"""{"model":"{{model}}","input":"hi"}"""));
        Assert.Equal(200, made.Status);
        return id;
    }
}
