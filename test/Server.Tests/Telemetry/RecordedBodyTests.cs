using System.Text.Json;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry;

/// <summary>Bodies are in the records where the key and the config ask for that, redacted, and nowhere else.</summary>
[Trait("Category", "Process")]
public sealed class RecordedBodyTests(RecordedBodyTests.Site site) : WorldTests(site), IClassFixture<RecordedBodyTests.Site>
{
    private static GatewayConfigText Config(bool inTelemetry) => new()
    {
        Global = inTelemetry ? "telemetry {\n\tlog_bodies true\n}" : "",
        Ai = """
            api_key open {
            	key open-secret
            	log_bodies true
            }
            """,
    };

    /// <summary>The config asks for bodies, and so does one key.</summary>
    public sealed class Site() : WorldFixture(Config(inTelemetry: true));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_record_has_the_request_and_the_answer_without_their_secrets(bool streamed)
    {
        Provider.Enqueue(streamed ? ChatReplies.Stream(content: "Mail ann@example.com.") : ChatReplies.Plain(content: "Mail ann@example.com."));
        var body = (streamed ? ChatRequests.Streamed() : ChatRequests.Plain()).Replace("hello", "my key is sk-proj-abcdefghijklmnopqrst", StringComparison.Ordinal);

        var answer = await World.ClientWith("open-secret").ChatAsync(body);

        var record = await World.Admin.RecordOfAsync(answer.Headers);
        Assert.Equal(body.Replace("sk-proj-abcdefghijklmnopqrst", "(redacted)", StringComparison.Ordinal), Text(record, "prompt_body"));
        Assert.Equal(
            streamed ? """{"choices[0].delta.content":"Mail (redacted). "}""" : answer.Text.Replace("ann@example.com", "(redacted)", StringComparison.Ordinal), Text(record, "response_body"));
        Assert.True(record.GetProperty("prompt_recorded").GetBoolean());
    }

    [Fact]
    public async Task A_refusal_is_recorded_with_what_was_refused()
    {
        var refused = await World.ClientWith("open-secret").SendAsync(Request.Chat(ChatRequests.Plain("no-such-model")).With("x-request-id", "refused-with-body"));

        var record = await Testing.Patience.UntilAsync(
            async () => (await World.Admin.GetAsync("/admin/v1/request-logs?request_id=refused-with-body")).Json.GetProperty("data").EnumerateArray().ToList(),
            records => records.Count == 1,
            "the record");
        Assert.Equal(404, refused.Status);
        Assert.Equal(ChatRequests.Plain("no-such-model"), Text(record[0], "prompt_body"));
    }

    [Fact]
    public async Task A_long_body_is_cut()
    {
        Provider.Enqueue(ChatReplies.Plain(content: string.Concat(Enumerable.Repeat("long ", 10_000))));

        var answer = await World.ClientWith("open-secret").ChatAsync(ChatRequests.Plain());

        var shown = Text(await World.Admin.RecordOfAsync(answer.Headers), "response_body")!;
        Assert.Equal(16 * 1024, shown.Length);
        Assert.StartsWith(shown, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_does_not_ask_for_it_has_no_bodies_recorded()
    {
        Provider.Enqueue(ChatReplies.Plain());

        AssertHasNone(await World.Admin.RecordOfAsync((await Client.ChatAsync(ChatRequests.Plain())).Headers));
    }

    [Fact]
    public async Task A_config_that_does_not_ask_for_it_has_no_bodies_recorded_whatever_the_key_says()
    {
        await using var world = await World.StartAsync(Config(inTelemetry: false));
        world.Provider.Enqueue(ChatReplies.Plain());

        AssertHasNone(await world.Admin.RecordOfAsync((await world.ClientWith("open-secret").ChatAsync(ChatRequests.Plain())).Headers));
    }

    private static void AssertHasNone(JsonElement record)
    {
        Assert.False(record.GetProperty("prompt_recorded").GetBoolean() || record.GetProperty("response_recorded").GetBoolean());
        Assert.Null(Text(record, "prompt_body"));
        Assert.Null(Text(record, "response_body"));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
