using System.Text.Json;
using FerroGate.Server.Tests.Dialects;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>A stream that breaks off behind its first text is gone on with by another target, if that says the same.</summary>
[Trait("Category", "Process")]
public sealed class RescueTests(RescueSite site) : WorldTests(site), IClassFixture<RescueSite>
{
    private static readonly string[] Dialects = ["chat", "responses", "messages", "gemini"];

    private static readonly string[] Faults = ["cut", "malformed event", "error event"];

    /// <summary>The faults that are tried here, as the page tells of them.</summary>
    internal static IEnumerable<string> Shown => [.. Faults, "stall"];

    public static TheoryData<string, string, string> EachPair => new(
        from client in Dialects
        from first in Dialects
        from second in Dialects
        select (client, first, second));

    public static TheoryData<string, string> EachFault => new(
        from dialect in Dialects
        from fault in Faults
        select (dialect, fault));

    [Theory]
    [MemberData(nameof(EachPair))]
    public async Task The_next_target_goes_on_with_the_text(string client, string first, string second)
    {
        Script(Broken(first, "cut"), Second(second));

        var answer = await Client.SendAsync(DialectRequests.Of(client, $"{first}-{second}", stream: true));

        var told = ToldAnswer.Of(client, answer.Text);
        Assert.Equal((200, true, "Hello", true, false), (answer.Status, answer.IsComplete, told.Text, told.HasEnded, told.HasError));
        Assert.Empty(told.Problems);
        Assert.Single(told.Ids);
        Assert.Equal(3, told.OutputTokens);
        Assert.Equal($"{first}-first", answer.Headers["x-ferrogate-provider"]);
        var record = await World.Admin.RecordOfAsync(answer.Headers);
        Assert.Equal(($"{second}-second", "verify", 3), (
            record.GetProperty("provider").GetString(),
            record.GetProperty("rescue").GetProperty("mode").GetString(),
            record.GetProperty("rescue").GetProperty("joined_at").GetInt32()));
        Assert.Equal("cut", record.GetProperty("attempt_list")[0].GetProperty("fault").GetString());
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(($"{second}-second", "m2", "finished", 7L, 3L), (entry.Provider, entry.ProviderModel, entry.Ending, entry.InputTokens, entry.OutputTokens));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    [InlineData("gemini")]
    public async Task Where_only_the_opening_has_gone_another_begins_anew_under_the_same_names(string dialect)
    {
        // Gemini has no opening: half an event has come, and nothing of it has gone.
        var events = DialectReplies.Events(dialect);
        var opening = dialect == "gemini" ? events[0][..20] : events[0];
        var gate = new Gate();
        Script(Reply.Sse(opening + " ").HoldAt(opening.Length, gate).ThenCut(), Second(dialect));
        await using var connection = await Client.StartAsync(DialectRequests.Of(dialect, $"{dialect}-{dialect}", stream: true));
        var live = await connection.ReceiveAsync();
        gate.Open();

        var answer = await live.ReadToEndAsync();

        var told = ToldAnswer.Of(dialect, answer.Text);
        Assert.Equal((true, "Hello", false), (answer.IsComplete, told.Text, told.HasError));
        Assert.Empty(told.Problems);
        Assert.Single(told.Ids);
    }

    [Theory]
    [MemberData(nameof(EachFault))]
    public async Task Whatever_breaks_it(string dialect, string fault)
    {
        Script(Broken(dialect, fault), Second(dialect));

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, $"{dialect}-{dialect}", stream: true));

        var told = ToldAnswer.Of(dialect, answer.Text);
        Assert.Equal((true, "Hello", true, false), (answer.IsComplete, told.Text, told.HasEnded, told.HasError));
        Assert.Empty(told.Problems);
        if (dialect != "gemini")
        {
            Assert.Contains($"ferrogate-provider {dialect}-second", told.Comments);
        }
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    [InlineData("gemini")]
    public async Task An_answer_that_says_something_else_is_not_gone_on_with(string dialect)
    {
        var other = Reply.Sse(Second(dialect).Text.Replace("\"He\"", "\"Hi\"", StringComparison.Ordinal));
        Script(Broken(dialect, "cut"), other);

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, $"{dialect}-{dialect}", stream: true));

        var told = ToldAnswer.Of(dialect, answer.Text);
        Assert.Equal(("Hel", false, true), (told.Text, told.HasEnded, told.HasError));
        Assert.Empty(told.Problems);
        Assert.Equal(["first", "second"], Provider.Requests.Select(request => request.Target.Split('/')[1]));
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(($"{dialect}-first", "upstream_cut"), (entry.Provider, entry.Ending));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    [InlineData("gemini")]
    public async Task An_answer_that_is_shorter_is_not_gone_on_with(string dialect)
    {
        Script(Reply.Sse(Cut(dialect, First(dialect).Replace("\"Hel\"", "\"Hello to you\"", StringComparison.Ordinal), "to you")).ThenCut(), Second(dialect));

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, $"{dialect}-{dialect}", stream: true));

        var told = ToldAnswer.Of(dialect, answer.Text);
        Assert.Equal(("Hello to you", false, true), (told.Text, told.HasEnded, told.HasError));
    }

    [Fact]
    public async Task An_error_behind_the_finish_reason_is_asked_of_nobody_else()
    {
        var whole = First("chat");
        Script(Reply.Sse(whole[..whole.IndexOf("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-x\",\"choices\":[],", StringComparison.Ordinal)] + Error("chat")), Second("chat"));

        var answer = await Client.SendAsync(DialectRequests.Of("chat", "chat-chat", stream: true));

        Assert.Equal(("Hello", "stop"), (ToldAnswer.Of("chat", answer.Text).Text, ToldAnswer.Of("chat", answer.Text).Finish));
        Assert.Single(Provider.Requests);
    }

    [Fact]
    public async Task Where_rescue_is_off_it_ends_with_an_error()
    {
        Script(Broken("chat", "cut"), Second("chat"));

        var answer = await Client.SendAsync(DialectRequests.Of("chat", "never", stream: true));

        var told = ToldAnswer.Of("chat", answer.Text);
        Assert.Equal(("Hel", false, true), (told.Text, told.HasEnded, told.HasError));
        Assert.Single(Provider.Requests);
    }

    [Theory]
    [InlineData("chat", "messages[-1].content")]
    [InlineData("messages", "messages[-1].content")]
    [InlineData("gemini", "contents[-1].parts[-1].text")]
    public async Task A_target_that_can_is_given_the_beginning_and_continues(string second, string place)
    {
        Script(Reply.Sse(Cut("chat", First("chat").Replace("\"Hel\"", "\"Hello, \"", StringComparison.Ordinal), "Hello, ")).ThenCut(), Whole(second, " wor", "ld"));

        var answer = await Client.SendAsync(DialectRequests.Of("chat", $"continued-{second}", stream: true));

        var told = ToldAnswer.Of("chat", answer.Text);
        Assert.Equal(("Hello, world", true, false), (told.Text, told.HasEnded, told.HasError));
        Assert.Empty(told.Problems);
        Assert.Equal("Hello,", At(Provider.Requests[1].Json, place));
        var rescue = (await World.Admin.RecordOfAsync(answer.Headers)).GetProperty("rescue");
        Assert.Equal(("continue", 7), (rescue.GetProperty("mode").GetString(), rescue.GetProperty("joined_at").GetInt32()));
    }

    [Fact]
    public async Task A_target_that_begins_anew_although_it_was_given_the_beginning_says_nothing_twice()
    {
        const string Beginning = "It was a dark and stormy night, and ";
        Script(
            Reply.Sse(Cut("chat", First("chat").Replace("\"Hel\"", $"\"{Beginning}\"", StringComparison.Ordinal), Beginning)).ThenCut(),
            Whole("chat", "It was a dark", " and stormy night, and it rained"));

        var answer = await Client.SendAsync(DialectRequests.Of("chat", "continued-chat", stream: true));

        Assert.Equal(Beginning + "it rained", ToldAnswer.Of("chat", answer.Text).Text);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("messages")]
    [InlineData("gemini")]
    public async Task Who_does_not_want_the_beginning_is_asked_the_same_as_the_first(string second)
    {
        var asked = 0;
        Provider.Otherwise(request =>
            request.Target.StartsWith("/first/", StringComparison.Ordinal) ? Broken("chat", "cut")
            : asked++ == 0 ? Reply.Error(400, "This model does not support assistant message prefill.")
            : Second(second));

        var answer = await Client.SendAsync(DialectRequests.Of("chat", $"continued-{second}", stream: true));

        var told = ToldAnswer.Of("chat", answer.Text);
        Assert.Equal(("Hello", true, false), (told.Text, told.HasEnded, told.HasError));
        Assert.Equal(["first", "second", "second"], Provider.Requests.Select(request => request.Target.Split('/')[1]));
        Assert.Equal("verify", (await World.Admin.RecordOfAsync(answer.Headers)).GetProperty("rescue").GetProperty("mode").GetString());
    }

    [Fact]
    public async Task A_protocol_without_a_place_for_the_beginning_is_asked_the_same_as_the_first()
    {
        Script(Broken("chat", "cut"), Second("responses"));

        var answer = await Client.SendAsync(DialectRequests.Of("chat", "continued-responses", stream: true));

        Assert.Equal("Hello", ToldAnswer.Of("chat", answer.Text).Text);
    }

    [Theory]
    [InlineData("chat", ": keep-alive")]
    [InlineData("responses", ": keep-alive")]
    [InlineData("messages", "event: ping")]
    public async Task The_client_sees_that_it_is_not_forgotten(string dialect, string sign)
    {
        var gate = new Gate();
        Script(Broken(dialect, "cut"), Second(dialect).HoldHead(gate));
        await using var connection = await Client.StartAsync(DialectRequests.Of(dialect, $"{dialect}-{dialect}", stream: true));
        var live = await connection.ReceiveAsync();

        await live.ReadUntilAsync(sign);
        gate.Open();
        var told = ToldAnswer.Of(dialect, (await live.ReadToEndAsync()).Text);

        Assert.Equal(("Hello", true), (told.Text, told.HasEnded));
    }

    [Fact]
    public async Task A_client_that_leaves_takes_the_search_along()
    {
        var gate = new Gate();
        Script(Broken("chat", "cut"), Second("chat").HoldAfter("\"He\"", gate));
        await using var connection = await Client.StartAsync(DialectRequests.Of("chat", "chat-chat", stream: true));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(": keep-alive");
        await Provider.NextRequestAsync();
        var second = await Provider.NextRequestAsync();

        connection.Reset();

        await second.AbandonedAsync();
        Assert.Equal("client_gone", (await World.Admin.EntryOfAsync(live.Headers)).Ending);
    }

    [Fact]
    public async Task A_shutdown_ends_the_search_with_an_error_and_waits_no_longer_than_its_grace()
    {
        await using var world = await Testing.Gateway.World.StartAsync(RescueSite.Config with { Global = "grace_period 1s" });
        world.Provider.Otherwise(request => request.Target.StartsWith("/first/", StringComparison.Ordinal) ? Broken("chat", "cut") : Second("chat").HoldHead(new Gate()));
        await using var connection = await world.Client.StartAsync(DialectRequests.Of("chat", "chat-chat", stream: true));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(": keep-alive");

        var ending = world.Gateway.TerminateAsync();
        var told = ToldAnswer.Of("chat", (await live.ReadToEndAsync()).Text);

        Assert.Equal(("Hel", false, true), (told.Text, told.HasEnded, told.HasError));
        Assert.Equal(0, await ending);
    }

    [Fact]
    public async Task A_reload_leaves_the_search_alone()
    {
        await using var world = await Testing.Gateway.World.StartAsync(RescueSite.Config);
        var gate = new Gate();
        world.Provider.Otherwise(request => request.Target.StartsWith("/first/", StringComparison.Ordinal) ? Broken("chat", "cut") : Second("chat").HoldHead(gate));
        await using var connection = await world.Client.StartAsync(DialectRequests.Of("chat", "chat-chat", stream: true));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(": keep-alive");

        await world.ReloadAsync(RescueSite.Config with { Ai = "provider other {\n\tkind echo\n}\nmodel other -> other:echo" });
        gate.Open();
        var told = ToldAnswer.Of("chat", (await live.ReadToEndAsync()).Text);

        Assert.Equal(("Hello", true, false), (told.Text, told.HasEnded, told.HasError));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Nobody_waits_longer_than_half_a_minute()
    {
        Script(Broken("chat", "cut"), Second("chat").HoldHead(new Gate()));
        await using var connection = await Client.StartAsync(DialectRequests.Of("chat", "chat-chat", stream: true));
        var live = await connection.ReceiveAsync();
        while (!live.TextSoFar.Contains("\"error\"", StringComparison.Ordinal))
            await live.ReadSomeAsync();

        var told = ToldAnswer.Of("chat", (await live.ReadToEndAsync()).Text);

        Assert.Equal(("Hel", false, true), (told.Text, told.HasEnded, told.HasError));
        Assert.True(live.TextSoFar.Split(": keep-alive").Length > 5);
    }

    [Theory]
    [MemberData(nameof(MoreThanText))]
    public async Task What_belongs_to_its_provider_is_not_gone_on_with(string dialect, string piece)
    {
        var beginning = Cut(dialect, First(dialect), "\"Hel\"");
        Script(Reply.Sse(beginning + piece).ThenCut(), Second(dialect));

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, $"{dialect}-{dialect}", stream: true));

        var told = ToldAnswer.Of(dialect, answer.Text);
        Assert.Equal((false, true), (told.HasEnded, told.HasError));
        Assert.Contains(piece.Trim(), answer.Text, StringComparison.Ordinal);
        Assert.Single(Provider.Requests);
    }

    public static TheoryData<string, string> MoreThanText => new()
    {
        // Calls, sources, chances, seals, a provider's own tools, and more text than is kept.
        { "chat", "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}}]}\n\n" },
        { "chat", "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"index\":0,\"delta\":{\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"https://x.test\",\"title\":\"x\",\"start_index\":0,\"end_index\":1}}]}}]}\n\n" },
        { "chat", "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"l\"},\"logprobs\":{\"content\":[{\"token\":\"l\",\"logprob\":-0.1,\"bytes\":[108],\"top_logprobs\":[]}]}}]}\n\n" },
        { "chat", $"data: {{\"id\":\"chatcmpl-1\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{new string('l', 8 * 1024)}\"}}}}]}}\n\n" },
        { "chat", "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"index\":0,\"delta\":{\"audio\":{\"id\":\"a1\",\"data\":\"c2ln\"}}}]}\n\n" },
        { "messages", "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\nevent: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}}\n\n" },
        { "messages", "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\nevent: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"server_tool_use\",\"id\":\"srv_1\",\"name\":\"web_search\",\"input\":{}}}\n\n" },
        { "responses", "event: response.output_item.added\ndata: {\"type\":\"response.output_item.added\",\"sequence_number\":4,\"output_index\":1,\"item\":{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"call_1\",\"name\":\"f\",\"arguments\":\"\",\"status\":\"in_progress\"}}\n\n" },
        { "gemini", "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"l\",\"thoughtSignature\":\"c2ln\"}],\"role\":\"model\"},\"index\":0}],\"modelVersion\":\"gemini-x\",\"responseId\":\"r1\"}\n\n" },
        { "gemini", "data: {\"candidates\":[{\"content\":{\"parts\":[{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"1\"}}],\"role\":\"model\"},\"index\":0}],\"modelVersion\":\"gemini-x\",\"responseId\":\"r1\"}\n\n" },
    };

    [Fact]
    public async Task A_stored_response_that_another_target_went_on_with_is_stored_nowhere()
    {
        Script(Broken("responses", "cut"), Second("responses"));
        var answer = await Client.SendAsync(DialectRequests.Of("responses", "responses-responses", stream: true));
        Assert.Equal("Hello", ToldAnswer.Of("responses", answer.Text).Text);
        Provider.Forget();

        foreach (var id in new[] { "resp_1", "resp_2", "msg_1", "msg_2" })
        {
            var next = await Client.SendAsync(Request.Post("/v1/responses", $$"""{"model":"responses-responses","input":"go on","previous_response_id":"{{id}}"}"""));
            Assert.Equal(404, next.Status);
        }

        Assert.Empty(Provider.Requests);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    public async Task What_was_held_back_with_a_finish_reason_is_not_lost_when_the_stream_breaks_behind_it(string client)
    {
        // Gemini has no end mark, so its last text is there and held back until the connection tells how it ended.
        Script(Reply.Sse(First("gemini")).ThenCut(), Second("gemini"));

        var answer = await Client.SendAsync(DialectRequests.Of(client, "gemini-gemini", stream: true));

        var told = ToldAnswer.Of(client, answer.Text);
        Assert.Equal("Hello", told.Text);
        Assert.NotEqual(told.HasEnded, told.HasError);
        Assert.Empty(told.Problems);
    }

    [Fact]
    public async Task A_finish_and_its_text_are_not_lost_to_an_error_behind_them()
    {
        var events = DialectReplies.Events("chat");
        var last = events[2].Replace("\"finish_reason\":null", "\"finish_reason\":\"stop\"", StringComparison.Ordinal);
        Script(Reply.Sse(events[0] + events[1] + last + Error("chat")), Second("chat"));

        var answer = await Client.SendAsync(DialectRequests.Of("messages", "chat-chat", stream: true));

        var told = ToldAnswer.Of("messages", answer.Text);
        Assert.Equal("Hello", told.Text);
        Assert.NotEqual(told.HasEnded, told.HasError);
    }

    [Fact]
    public async Task An_answer_in_two_messages_is_not_gone_on_with()
    {
        var events = DialectReplies.Events("responses");
        const string More = """
            event: response.output_item.added
            data: {"type":"response.output_item.added","sequence_number":8,"output_index":1,"item":{"type":"message","id":"msg_9","status":"in_progress","role":"assistant","content":[]}}

            event: response.content_part.added
            data: {"type":"response.content_part.added","sequence_number":9,"item_id":"msg_9","output_index":1,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","sequence_number":10,"item_id":"msg_9","output_index":1,"content_index":0,"delta":" wor"}


            """;
        Script(Reply.Sse(string.Concat(events.Take(8)) + More).ThenCut(), Whole("chat", "Hello", " world"));

        var answer = await Client.SendAsync(DialectRequests.Of("responses", "responses-chat", stream: true));

        var told = ToldAnswer.Of("responses", answer.Text);
        Assert.Equal(("Hello wor", false, true), (told.Text, told.HasEnded, told.HasError));
    }

    [Fact]
    public async Task The_record_says_when_the_first_target_failed_and_not_when_nobody_went_on()
    {
        var gate = new Gate();
        Script(Broken("chat", "cut"), Second("chat").HoldHead(gate).StopAt(0).ThenCut());
        await using var connection = await Client.StartAsync(DialectRequests.Of("chat", "chat-chat", stream: true));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(": keep-alive");
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        gate.Open();

        var answer = await live.ReadToEndAsync();

        Assert.True(ToldAnswer.Of("chat", answer.Text).HasError);
        var first = (await World.Admin.RecordOfAsync(live.Headers)).GetProperty("attempt_list")[0];
        Assert.True(first.GetProperty("duration_ms").GetDouble() < 2_000, first.ToString());
    }

    [Fact]
    public async Task An_end_of_a_part_that_is_too_large_to_be_held_back_has_gone()
    {
        var events = DialectReplies.Events("responses");
        var end = events[5].Replace("\"text\":\"Hello\"", $"\"text\":\"Hello\",\"padding\":\"{new string('x', 300 * 1024)}\"", StringComparison.Ordinal);
        Script(Reply.Sse(string.Concat(events.Take(5)) + end).ThenCut(), Whole("responses", "Hello", " world"));

        var answer = await Client.SendAsync(DialectRequests.Of("responses", "responses-responses", stream: true));

        var told = ToldAnswer.Of("responses", answer.Text);
        Assert.Equal(("Hello", false, true), (told.Text, told.HasEnded, told.HasError));
    }

    [Theory]
    [InlineData(" rest")]
    [InlineData("}")]
    public async Task Content_in_an_event_that_is_no_JSON_is_a_failure_of_its_target(string behind)
    {
        var events = DialectReplies.Events("chat");
        Script(Reply.Sse(events[0] + events[1] + events[2].TrimEnd() + behind + "\n\n"), Second("chat"));

        var answer = await Client.SendAsync(DialectRequests.Of("messages", "chat-chat", stream: true));

        var told = ToldAnswer.Of("messages", answer.Text);
        Assert.Equal(("Hello", true, false), (told.Text, told.HasEnded, told.HasError));
        Assert.Equal("malformed", (await World.Admin.RecordOfAsync(answer.Headers)).GetProperty("attempt_list")[0].GetProperty("fault").GetString());
    }

    private static string? At(JsonElement json, string place) => place.Split('.').Aggregate(json, (at, step) =>
        step.EndsWith("[-1]", StringComparison.Ordinal) ? at.GetProperty(step[..^4]).EnumerateArray().Last() : at.GetProperty(step)).GetString();

    // An answer in two pieces.
    private static Reply Whole(string dialect, string one, string two) => Reply.Sse(First(dialect)
        .Replace("\"Hel\"", $"\"{one}\"", StringComparison.Ordinal)
        .Replace("\"lo\"", $"\"{two}\"", StringComparison.Ordinal));

    private void Script(Reply first, Reply second) =>
        Provider.Otherwise(request => request.Target.StartsWith("/first/", StringComparison.Ordinal) ? first : second);

    private static string First(string dialect) => string.Concat(DialectReplies.Events(dialect));

    // The stream up to the event that has this text.
    private static string Cut(string dialect, string stream, string text)
    {
        var end = stream.IndexOf("\n\n", stream.IndexOf(text, StringComparison.Ordinal), StringComparison.Ordinal);
        return end < 0 ? throw new ArgumentException($"{dialect} has no {text}", nameof(text)) : stream[..(end + 2)];
    }

    private static Reply Broken(string dialect, string fault)
    {
        var beginning = Cut(dialect, First(dialect), "\"Hel\"");
        return fault switch
        {
            "cut" => Reply.Sse(beginning).ThenCut(),
            "malformed event" => Reply.Sse(beginning + "data: {\"half\":\n\n"),
            _ => Reply.Sse(beginning + Error(dialect)),
        };
    }

    internal static string Error(string dialect) => dialect switch
    {
        "messages" => "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
        "responses" => "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"It failed\",\"param\":null,\"sequence_number\":4}\n\n",
        "gemini" => "data: {\"error\":{\"code\":503,\"message\":\"Too busy\",\"status\":\"UNAVAILABLE\"}}\n\n",
        _ => "data: {\"error\":{\"message\":\"It failed\",\"type\":\"server_error\",\"code\":\"server_error\"}}\n\n",
    };

    // The same answer, under other names and in other pieces.
    private static Reply Second(string dialect) => Reply.Sse(First(dialect)
        .Replace("\"Hel\"", "\"He\"", StringComparison.Ordinal)
        .Replace("\"lo\"", "\"llo\"", StringComparison.Ordinal)
        .Replace("chatcmpl-1", "chatcmpl-2", StringComparison.Ordinal)
        .Replace("resp_1", "resp_2", StringComparison.Ordinal)
        .Replace("msg_1", "msg_2", StringComparison.Ordinal)
        .Replace("\"r1\"", "\"r2\"", StringComparison.Ordinal));
}
