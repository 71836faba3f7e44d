using System.Text.Json;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry;

/// <summary>One record of each AI request, refused ones too, and lists that keep to their bounds.</summary>
[Trait("Category", "Process")]
public sealed class RequestLogTests(RequestLogTests.Site site) : WorldTests(site), IClassFixture<RequestLogTests.Site>
{
    /// <summary>Small lists.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Reliability = "provider_dispatch_max_retries 0",
        Data = """
            request_log_retention_records 50
            billing_event_retention_records 5
            admin_list_default_limit 3
            admin_list_max_limit 4
            """,
    });

    [Fact]
    public async Task Answers_errors_and_refusals_each_leave_one_record_without_content()
    {
        Provider.Enqueue(ChatReplies.Plain()).Enqueue(Reply.Error(500, "No"));
        var prompt = ChatRequests.Plain().Replace("hello", "a-secret-prompt", StringComparison.Ordinal);
        await Client.SendAsync(Request.Chat(prompt).With("x-request-id", "log-good"));
        await Client.SendAsync(Request.Chat(ChatRequests.Plain()).With("x-request-id", "log-error"));
        await Client.SendAsync(Request.Chat(ChatRequests.Plain("no-such-model")).With("x-request-id", "log-refused"));

        var text = await Testing.Patience.UntilAsync(
            async () => string.Join('\n', (await RecordsAsync()).Select(record => record.GetRawText())),
            text => text.Contains("log-good", StringComparison.Ordinal) && text.Contains("log-error", StringComparison.Ordinal)
                && text.Contains("log-refused", StringComparison.Ordinal),
            "all three records");

        var records = text.Split('\n').Select(line => JsonElement.Parse(line)).ToList();
        var status = (string id) => records.Single(record => record.GetProperty("request_id").GetString() == id)
            .GetProperty("status_code").GetInt32();
        Assert.Equal((200, 500, 404), (status("log-good"), status("log-error"), status("log-refused")));
        Assert.DoesNotContain("a-secret-prompt", text, StringComparison.Ordinal);
        Assert.DoesNotContain(GatewayConfigText.Key, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_shows_no_more_than_its_limits_and_the_newest_first()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        var ids = new List<string>();
        for (var i = 0; i < 8; i++)
            ids.Add((await Client.ChatAsync(ChatRequests.Plain())).Headers["x-ferrogate-exchange-id"]!);

        await Testing.Patience.UntilAsync(
            async () => await FirstIdAsync(), first => first == ids[^1], "the newest entry to be listed");

        ids.Reverse();
        Assert.Equal(ids.Take(3), await IdsAsync(""));
        Assert.Equal(ids.Take(4), await IdsAsync("?limit=1000"));
        Assert.Equal(ids.Skip(3).Take(2), await IdsAsync("?offset=3"));
        Assert.Empty(await IdsAsync("?offset=5"));
    }

    private async Task<IReadOnlyList<JsonElement>> RecordsAsync()
    {
        var records = new List<JsonElement>();
        while (true)
        {
            var page = (await World.Admin.ListAsync("request-logs", records.Count)).GetProperty("data");
            if (page.GetArrayLength() == 0)
                return records;
            records.AddRange(page.EnumerateArray());
        }
    }

    private async Task<string?> FirstIdAsync() => await IdsAsync("?limit=1") is [var first, ..] ? first : null;

    private async Task<IReadOnlyList<string>> IdsAsync(string query)
    {
        var answer = await World.Admin.GetAsync($"/admin/v1/billing-events{query}");
        return [.. answer.Json.GetProperty("data").EnumerateArray().Select(entry => entry.GetProperty("exchange_id").GetString()!)];
    }
}
