using FerroGate.Server.Tests.Dialects;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>Who could be answered is answered, whatever the first target does, in each protocol, streamed or not.</summary>
[Trait("Category", "Process")]
public sealed class FailoverTests(ResilienceSite site) : WorldTests(site), IClassFixture<ResilienceSite>
{
    private static readonly string[] Dialects = ["chat", "responses", "messages", "gemini"];

    private const string Nothing = "at once";

    private const string Backoff = "up to 200 ms, at random";

    private const string Limit = "its limit";

    private static readonly bool[] Both = [false, true];

    // What the first target does, how often it is asked for that, what the record calls it, and what is waited for.
    private static readonly (string Fault, int Asked, string Name, string Time)[] Faults =
    [
        ("reset before headers", 2, "unreachable", Backoff),
        ("500", 2, "server_error", Backoff),
        ("503", 2, "overloaded", Backoff),
        ("429", 2, "rate_limited", "`Retry-After`"),
        ("429 for a minute", 1, "rate_limited", Nothing),
        ("quota exhausted", 1, "quota_exhausted", Nothing),
        ("credential refused", 1, "credential_refused", Nothing),
        ("truncated body", 2, "cut", Backoff),
        ("half a JSON", 1, "malformed", Nothing),
        ("a page", 1, "malformed", Nothing),
        ("stalled body", 1, "stalled", Limit),
        ("redirect", 1, "no_answer", Nothing),
        ("headers of 100 KiB", 2, "unreachable", Backoff),
    ];

    private static readonly (string Fault, int Asked, string Name, string Time)[] StreamFaults =
    [
        ("silence", 1, "silent", Limit),
        ("no first token", 1, "slow_first_token", Limit),
        ("error as the first event", 2, "overloaded", Backoff),
        ("cut before content", 2, "cut", Backoff),
        ("malformed first event", 1, "malformed", Nothing),
        ("nothing", 2, "cut", Backoff),
    ];

    /// <summary>The faults that are tried here, as the page tells of them.</summary>
    internal static IEnumerable<(string Fault, int Asked, string Name, string Time, bool IsStream)> Shown =>
        Faults.Select(fault => (fault.Fault, fault.Asked, fault.Name, fault.Time, false))
            .Concat(StreamFaults.Select(fault => (fault.Fault, fault.Asked, fault.Name, fault.Time, true)));

    public static TheoryData<string, bool, string, int, string, string> EachFault => new(
        from dialect in Dialects
        from isStream in Both
        from fault in isStream ? Faults.Where(fault => fault.Fault is not ("truncated body" or "half a JSON" or "stalled body")).Concat(StreamFaults) : Faults
        select (dialect, isStream, fault.Fault, fault.Asked, fault.Name, fault.Time));

    [Theory]
    [MemberData(nameof(EachFault))]
    public async Task The_next_target_answers_as_if_it_had_been_the_first(string dialect, bool isStream, string fault, int asked, string name, string time)
    {
        var whole = isStream ? DialectReplies.Stream(dialect) : DialectReplies.Plain(dialect);
        Provider.Otherwise(request => request.Target.StartsWith("/first/", StringComparison.Ordinal) ? Failing(fault, dialect) : whole);

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, dialect, isStream));

        Assert.Equal((200, true, whole.Text), (answer.Status, answer.IsComplete, answer.Text));
        Assert.Equal(
            [.. Enumerable.Repeat("first", asked), "second"], Provider.Requests.Select(request => request.Target.Split('/')[1]));
        Assert.Equal(
            ($"{dialect}-second", "m2", asked + 1),
            (answer.Headers["x-ferrogate-provider"], answer.Headers["x-ferrogate-model"], int.Parse(answer.Headers["x-ferrogate-attempts"]!)));
        Assert.Equal(string.Join(", ", Enumerable.Repeat($"{dialect}-first:m1={name}", asked)), answer.Headers["x-ferrogate-failed"]);
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal((dialect, $"{dialect}-second", "m2", "finished", 7L, 3L), (entry.Model, entry.Provider, entry.ProviderModel, entry.Ending, entry.InputTokens, entry.OutputTokens));
        var attempts = (await World.Admin.RecordOfAsync(answer.Headers)).GetProperty("attempt_list").EnumerateArray().ToList();
        Assert.Equal([.. Enumerable.Repeat(name, asked), null], attempts.Select(attempt => attempt.GetProperty("fault").GetString()));
        if (time == Limit)
            Assert.InRange(attempts[0].GetProperty("duration_ms").GetDouble(), ResilienceSite.LimitMs * 0.9, double.MaxValue);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    [InlineData("gemini")]
    public async Task What_is_the_callers_fault_is_asked_of_nobody_else(string dialect)
    {
        foreach (var status in new[] { 400, 404, 413, 422 })
        {
            Provider.Forget();
            Provider.Otherwise(_ => DialectReplies.Error(dialect, status));

            var answer = await Client.SendAsync(DialectRequests.Of(dialect, dialect));

            Assert.Equal((status, DialectReplies.Error(dialect, status).Text), (answer.Status, answer.Text));
            Assert.Single(Provider.Requests);
        }
    }

    public static TheoryData<string, bool> EachWay => new(from dialect in Dialects from isStream in Both select (dialect, isStream));

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task A_refusal_of_the_content_is_passed_on_and_not_shopped_around(string dialect, bool isStream)
    {
        Provider.Otherwise(_ => ContentRefusal(dialect));

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, dialect, isStream));

        Assert.Equal((ContentRefusal(dialect).Status, ContentRefusal(dialect).Text), (answer.Status, answer.Text));
        Assert.Single(Provider.Requests);
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task A_refusal_of_the_content_goes_to_the_next_target_where_the_model_says_so(string dialect, bool isStream)
    {
        var whole = isStream ? DialectReplies.Stream(dialect) : DialectReplies.Plain(dialect);
        Provider.Otherwise(request => request.Target.StartsWith("/first/", StringComparison.Ordinal) ? ContentRefusal(dialect) : whole);

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, $"{dialect}-shopping", isStream));

        Assert.Equal((200, whole.Text, $"{dialect}-second"), (answer.Status, answer.Text, answer.Headers["x-ferrogate-provider"]));
        Assert.Equal($"{dialect}-first:m1=content_refused", answer.Headers["x-ferrogate-failed"]);
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task What_is_too_long_for_a_model_goes_to_one_that_reads_more_and_to_no_other(string dialect, bool isStream)
    {
        var whole = isStream ? DialectReplies.Stream(dialect) : DialectReplies.Plain(dialect);
        Provider.Otherwise(request => request.Target.StartsWith("/first/", StringComparison.Ordinal) ? TooLong(dialect) : whole);

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, $"{dialect}-roomy", isStream));

        Assert.Equal((200, whole.Text, "large"), (answer.Status, answer.Text, answer.Headers["x-ferrogate-model"]));
        Assert.Equal($"{dialect}-first:small=context_overflow", answer.Headers["x-ferrogate-failed"]);
        Assert.Equal(2, Provider.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task What_is_too_long_for_all_is_told_in_the_providers_words(string dialect, bool isStream)
    {
        Provider.Otherwise(_ => TooLong(dialect));

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, $"{dialect}-roomy", isStream));

        Assert.Equal((400, TooLong(dialect).Text, "2"), (answer.Status, answer.Text, answer.Headers["x-ferrogate-attempts"]));
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task A_stream_without_its_end_mark_is_whole_by_its_finish_reason_and_asked_of_nobody_else(string dialect, bool isStream)
    {
        // The mark of Responses and of Messages is the finish itself; Gemini has none.
        var whole = isStream ? DialectReplies.Stream(dialect).Text.Replace("data: [DONE]\n\n", "", StringComparison.Ordinal).TrimEnd('\n') : DialectReplies.Plain(dialect).Text;
        Provider.Otherwise(_ => isStream ? Reply.Sse(whole) : Reply.Json(whole));

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, dialect, isStream));

        Assert.Equal((true, whole), (answer.IsComplete, answer.Text.TrimEnd('\n')));
        Assert.Single(Provider.Requests);
        Assert.Equal("finished", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    private static Reply ContentRefusal(string dialect) => dialect switch
    {
        "messages" => Reply.Json("""{"type":"error","error":{"type":"invalid_request_error","message":"Output blocked by content filtering policy"}}""", 400),
        "gemini" => Reply.Json("""{"error":{"code":400,"message":"The request was blocked by the safety system.","status":"INVALID_ARGUMENT"}}""", 400),
        _ => Reply.Error(400, "Your request was rejected as a result of our safety system.", "content_policy_violation"),
    };

    private static Reply TooLong(string dialect) => dialect switch
    {
        "messages" => Reply.Json("""{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}""", 400),
        "gemini" => Reply.Json("""{"error":{"code":400,"message":"The input token count (9000) exceeds the maximum number of tokens allowed (8000).","status":"INVALID_ARGUMENT"}}""", 400),
        _ => Reply.Error(400, "This model's maximum context length is 8000 tokens.", "context_length_exceeded"),
    };

    [Fact]
    public async Task Where_all_fail_the_first_error_is_told_with_all_that_were_asked()
    {
        var first = Reply.Error(503, "first is busy");
        Provider.Otherwise(request => request.Target.StartsWith("/first/", StringComparison.Ordinal) ? first : Reply.Error(500, "second is down"));

        var answer = await Client.SendAsync(DialectRequests.Of("chat", "chat"));

        Assert.Equal((503, first.Text, "4"), (answer.Status, answer.Text, answer.Headers["x-ferrogate-attempts"]));
        Assert.Equal(
            "chat-first:m1=overloaded, chat-first:m1=overloaded, chat-second:m2=server_error, chat-second:m2=server_error", answer.Headers["x-ferrogate-failed"]);
        var record = await World.Admin.RecordOfAsync(answer.Headers);
        Assert.Equal(4, record.GetProperty("attempt_list").GetArrayLength());
        Assert.Equal("overloaded", record.GetProperty("attempt_list")[0].GetProperty("fault").GetString());
        Assert.Equal(503, record.GetProperty("attempt_list")[0].GetProperty("status").GetInt32());
        Assert.Equal("provider_error", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Fact]
    public async Task A_request_takes_no_more_attempts_than_it_may()
    {
        await using var world = await Testing.Gateway.World.StartAsync(
            ResilienceSite.Config with { Reliability = "provider_dispatch_max_retries 5\nprovider_dispatch_max_attempts 3" });
        world.Provider.Otherwise(_ => DialectReplies.Error("chat", 429).With("retry-after", "0"));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "chat"));

        Assert.Equal((429, "3"), (answer.Status, answer.Headers["x-ferrogate-attempts"]));
        Assert.Equal(3, world.Provider.Requests.Count);
    }

    [Fact]
    public async Task No_attempt_begins_behind_the_time_that_a_request_has()
    {
        await using var world = await Testing.Gateway.World.StartAsync(
            ResilienceSite.Config with { Reliability = "provider_dispatch_max_retries 5\nprovider_dispatch_budget_secs 4" });

        // As long as a wait that is worth it may be, so that a slow machine has time for two attempts before the budget ends.
        world.Provider.Otherwise(_ => DialectReplies.Error("chat", 429).With("retry-after", "5"));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "chat"));

        // The wait would end too late, so the next target is asked at once, and nobody twice.
        Assert.Equal((429, "2"), (answer.Status, answer.Headers["x-ferrogate-attempts"]));
        Assert.Equal(["first", "second"], world.Provider.Requests.Select(request => request.Target.Split('/')[1]));
    }

    [Fact]
    public async Task A_stream_that_failed_is_let_go_when_another_target_answers()
    {
        var error = ErrorEvent("chat");
        Provider.Otherwise(request => request.Target.StartsWith("/first/", StringComparison.Ordinal)
            ? Reply.Sse(error + ": more\n\n").HoldAt(error.Length, new Gate())
            : DialectReplies.Stream("chat"));

        Assert.Equal(200, (await Client.SendAsync(DialectRequests.Of("chat", "chat", stream: true))).Status);

        await Task.WhenAll(Provider.Requests.Where(request => request.Target.StartsWith("/first/", StringComparison.Ordinal)).Select(request => request.AbandonedAsync()));
    }

    [Fact]
    public async Task A_target_of_another_protocol_takes_over_in_the_clients_words()
    {
        Provider.Otherwise(request => request.Target.StartsWith("/first/", StringComparison.Ordinal) ? Reply.Error(500, "down") : DialectReplies.Plain("messages"));

        var answer = await Client.SendAsync(DialectRequests.Of("chat", "across"));

        Assert.Equal((200, "Hello"), (answer.Status, answer.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()));
    }

    [Fact]
    public async Task A_stream_that_says_nothing_for_long_goes_out_as_it_came()
    {
        var events = DialectReplies.Events("chat");
        var gate = new Gate();
        Provider.Enqueue(Reply.Sse(string.Concat(events)).HoldAt(events[0].Length, gate));
        await using var connection = await Client.StartAsync(DialectRequests.Of("chat", "patient", stream: true));

        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync("\"role\":\"assistant\"");
        gate.Open();
        var answer = await live.ReadToEndAsync();

        Assert.Equal(string.Concat(events), answer.Text);
    }

    private static Reply Failing(string fault, string dialect) => fault switch
    {
        "reset before headers" => Reply.Dead(),
        "500" => Reply.Error(500, "It failed", "server_error"),
        "503" => DialectReplies.Error(dialect, 503),
        "429" => DialectReplies.Error(dialect, 429).With("retry-after", "0"),
        "429 for a minute" => DialectReplies.Error(dialect, 429).With("retry-after", "60"),
        "quota exhausted" => Reply.Error(429, "You exceeded your current quota", "insufficient_quota"),
        "credential refused" => dialect == "gemini"
            ? Reply.Json("""{"error":{"code":400,"message":"API key not valid","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}""", 400)
            : Reply.Error(401, "no such key", "invalid_api_key"),
        "truncated body" => DialectReplies.Plain(dialect).StopAt(20).ThenCut(),
        "half a JSON" => Reply.Json(DialectReplies.Plain(dialect).Text[..40]),
        "a page" => Reply.Json("<html>maintenance</html>").With("x-kind", "page"),
        "stalled body" => DialectReplies.Plain(dialect).HoldAt(20, new Gate()),
        "redirect" => Reply.Json("", 302).With("location", "/elsewhere"),
        "headers of 100 KiB" => DialectReplies.Plain(dialect).With("x-large", new string('x', 100 * 1024)),
        "silence" => DialectReplies.Stream(dialect).HoldHead(new Gate()),
        "no first token" => dialect == "gemini"
            ? Reply.Sse(": thinking\n\n" + DialectReplies.Stream(dialect).Text).HoldAt(12, new Gate())
            : DialectReplies.Stream(dialect).HoldAt(DialectReplies.Events(dialect)[0].Length, new Gate()),
        "error as the first event" => Reply.Sse(ErrorEvent(dialect)),
        "cut before content" => Reply.Sse(dialect == "gemini" ? ": x\n\n" : DialectReplies.Events(dialect)[0]).ThenCut(),
        "malformed first event" => Reply.Sse("data: {\"a\":\n\n"),
        "nothing" => Reply.Sse(""),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "There is no such fault."),
    };

    private static string ErrorEvent(string dialect) => dialect switch
    {
        "chat" => "data: {\"error\":{\"message\":\"busy\",\"type\":\"overloaded_error\",\"code\":\"overloaded\"}}\n\n",
        "responses" => "event: error\ndata: {\"type\":\"error\",\"code\":\"overloaded\",\"message\":\"busy\",\"param\":null,\"sequence_number\":0}\n\n",
        "messages" => "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}\n\n",
        _ => "data: {\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}\n\n",
    };
}
