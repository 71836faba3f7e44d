using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FerroGate.Server.Tests.Dialects;
using FerroGate.Server.Tests.Stored;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Money;

/// <summary>An exchange is charged at the price of what really answered, as it was in force when it was reserved.</summary>
[Trait("Category", "Process")]
public sealed class PriceTests(PriceSite site) : WorldTests(site), IClassFixture<PriceSite>
{
    [Theory]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":10}""", 100 * 3_000 + 10 * 15_000)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":10,"prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":20}}""", 20 * 3_000 + 60 * 300 + 20 * 3_750 + 10 * 15_000)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":10,"prompt_tokens_details":{"audio_tokens":30}}""", 70 * 3_000 + 30 * 40_000 + 10 * 15_000)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":10,"completion_tokens_details":{"reasoning_tokens":4,"audio_tokens":1}}""", 100 * 3_000 + 4 * 20_000 + 80_000 + 5 * 15_000)]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":10}""", 1_000 * 3_000 + 10 * 15_000)]
    [InlineData("""{"prompt_tokens":1001,"completion_tokens":10,"prompt_tokens_details":{"cached_tokens":60}}""", 1_001 * 6_000 + 10 * 30_000)]
    public async Task Each_kind_of_token_is_charged_at_its_rate(string usage, long tokensCost)
    {
        Provider.Enqueue(Reply.Json(Regex.Replace(ChatReplies.PlainText(), "\"usage\":{[^}]*}", $"\"usage\":{usage}")));

        var answer = await Client.ChatAsync(ChatRequests.Plain("detailed"));

        // And $0.001 for the request.
        Assert.Equal(tokensCost + 1_000_000, (await World.Admin.EntryOfAsync(answer.Headers)).CostNanoUsd);
    }

    // Protocols differ in what a counter is a part of: with Anthropic the cache is beside the input, with xAI reasoning beside the output, with
    // Google thoughts beside the candidates.
    [Theory]
    [InlineData(
        "chat",
        """{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":60,"audio_tokens":10,"image_tokens":5},"completion_tokens_details":{"reasoning_tokens":20,"audio_tokens":5}}""",
        25 * 1_000 + 60 * 100 + 10 * 4_000 + 5 * 5_000 + 25 * 10_000 + 20 * 20_000 + 5 * 40_000)]
    [InlineData(
        "chat",
        """{"prompt_tokens":100,"completion_tokens":50,"total_tokens":170,"completion_tokens_details":{"reasoning_tokens":20}}""",
        100 * 1_000 + 50 * 10_000 + 20 * 20_000)]
    [InlineData(
        "responses",
        """{"input_tokens":100,"output_tokens":50,"total_tokens":150,"input_tokens_details":{"cached_tokens":60,"cache_write_tokens":10},"output_tokens_details":{"reasoning_tokens":20}}""",
        30 * 1_000 + 60 * 100 + 10 * 1_250 + 30 * 10_000 + 20 * 20_000)]
    [InlineData(
        "messages",
        """{"input_tokens":10,"cache_read_input_tokens":60,"cache_creation_input_tokens":30,"cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20},"output_tokens":50}""",
        10 * 1_000 + 60 * 100 + 10 * 1_250 + 20 * 2_000 + 50 * 10_000)]
    [InlineData(
        "gemini",
        """{"promptTokenCount":100,"cachedContentTokenCount":60,"promptTokensDetails":[{"modality":"TEXT","tokenCount":90},{"modality":"AUDIO","tokenCount":10}],"candidatesTokenCount":30,"thoughtsTokenCount":20,"totalTokenCount":150}""",
        30 * 1_000 + 60 * 100 + 10 * 4_000 + 30 * 10_000 + 20 * 20_000)]
    public async Task Every_token_that_a_protocol_reports_is_charged_once(string dialect, string usage, long cost)
    {
        var reply = JsonNode.Parse(DialectReplies.Plain(dialect).Text)!;
        reply[dialect == "gemini" ? "usageMetadata" : "usage"] = JsonNode.Parse(usage);
        Provider.Enqueue(Reply.Json(reply.ToJsonString()));

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, dialect));

        Assert.Equal(cost, (await World.Admin.EntryOfAsync(answer.Headers)).CostNanoUsd);
    }

    [Theory]
    [InlineData("dated", "dated", 11 * 7_000 + 7 * 9_000)]
    [InlineData("own", "dated", 18 * 1_000)]
    [InlineData("any-exact", "m-exact", 18 * 5_000)]
    [InlineData("any-other", "m-other", 18 * 2_000)]
    [InlineData("cheapest", "cheap", 11 * 17_000 + 7 * 19_000)]
    public async Task The_price_that_is_nearest_and_in_force_is_charged(string model, string providerModel, long cost)
    {
        Provider.Enqueue(ChatReplies.Plain());

        var answer = await Client.ChatAsync(ChatRequests.Plain(model));

        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal((providerModel, cost), (entry.ProviderModel, entry.CostNanoUsd));
    }

    [Fact]
    public async Task Every_attempt_is_charged_at_the_price_of_its_own_target()
    {
        Provider.Enqueue(Reply.Json("""{"error":{"message":"It failed","type":"server_error","code":"server_error"},"usage":{"prompt_tokens":50,"completion_tokens":4,"total_tokens":54}}""", 500))
            .Enqueue(ChatReplies.Plain());

        var answer = await Client.ChatAsync(ChatRequests.Plain("failing"));

        var entries = await World.Admin.EntriesOfAsync(answer.Headers);
        Assert.Equal([("second", 11 * 17_000L + 7 * 19_000), ("first", 50 * 11_000L + 4 * 13_000)], entries.Select(entry => (entry.ProviderModel!, entry.CostNanoUsd ?? 0)));
    }

    [Fact]
    public async Task What_was_made_in_the_background_is_charged_at_its_price()
    {
        Provider.Enqueue(StoredReplies.Of("resp_priced", "queued"));
        var asked = await Client.SendAsync(Request.Post("/v1/responses", """{"model":"background","input":"hi","background":true,"max_output_tokens":40}"""));
        Provider.Enqueue(StoredReplies.Of("resp_priced"));

        await Client.GetAsync("/v1/responses/resp_priced");

        var entry = await World.Admin.EntryOfAsync(asked.Headers);
        Assert.Equal((7L, 3L, 7 * 1_000L + 3 * 10_000), (entry.InputTokens, entry.OutputTokens, entry.CostNanoUsd));
    }

    [Fact]
    public async Task What_nobody_knows_the_price_of_costs_null_and_is_counted()
    {
        Provider.Enqueue(ChatReplies.Plain());

        var answer = await Client.ChatAsync(ChatRequests.Plain("free-of-price"));

        Assert.Null((await World.Admin.EntryOfAsync(answer.Headers)).CostNanoUsd);
        var metrics = (await World.Admin.GetAsync("/metrics")).Text;
        var counted = Assert.Single(metrics.Split('\n'), line => line.StartsWith("ferrogate_ledger_unpriced_total{", StringComparison.Ordinal));
        Assert.Contains("reason=\"no_price\"", counted, StringComparison.Ordinal);
        Assert.Contains("model=\"free-of-price\"", counted, StringComparison.Ordinal);
        Assert.EndsWith(" 1", counted, StringComparison.Ordinal);
    }
}
