using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry;

/// <summary>What the ledger comes to, by whatever is asked.</summary>
[Trait("Category", "Process")]
public sealed class UsageAggregateTests(UsageAggregateTests.Site site) : WorldTests(site), IClassFixture<UsageAggregateTests.Site>
{
    /// <summary>Several models.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText { Models = ["one", "two"] });

    [Fact]
    public async Task Usage_is_summed_by_model_and_month_as_soon_as_it_is_settled()
    {
        Provider.Enqueue(ChatReplies.Plain(40, 30)).Enqueue(ChatReplies.Plain(1, 2)).Enqueue(ChatReplies.Plain(5, 6));
        foreach (var model in (string[])["one", "one", "two"])
            await World.Admin.EntryOfAsync((await Client.ChatAsync(ChatRequests.Plain(model))).Headers);

        var byModel = (await World.Admin.GetAsync("/admin/v1/usage-aggregates?group_by=model,provider&provider=up")).Json;
        var ofOne = (await World.Admin.GetAsync("/admin/v1/usage-aggregates?group_by=month&model=one&organization_id=")).Json.GetProperty("data");
        var before = (await World.Admin.GetAsync("/admin/v1/usage-aggregates?to=2020-01-01")).Json;

        Assert.Equal(
            [("one", "up", 2L, 41L, 32L), ("two", "up", 1L, 5L, 6L)],
            byModel.GetProperty("data").EnumerateArray().Select(sum => (
                sum.GetProperty("group").GetProperty("model").GetString(),
                sum.GetProperty("group").GetProperty("provider").GetString(),
                sum.GetProperty("requests").GetInt64(),
                sum.GetProperty("usage").GetProperty("input_tokens").GetInt64(),
                sum.GetProperty("usage").GetProperty("output_tokens").GetInt64())));
        Assert.Equal(2, byModel.GetProperty("total").GetInt64());
        Assert.Equal(73, ofOne.EnumerateArray().Sum(sum => sum.GetProperty("budget_tokens").GetInt64()));
        Assert.Equal(1, ofOne[0].GetProperty("start").GetDateTimeOffset().Day);
        Assert.Equal(0, before.GetProperty("total").GetInt64());
    }

    [Theory]
    [InlineData("modle=one", "There is no parameter 'modle' here; 'from', 'to', 'group_by', 'organization_id'")]
    [InlineData("group_by=modle", "Usage cannot be grouped by 'modle'; 'organization_id'")]
    [InlineData("group_by=day,hour", "one of 'hour', 'day' and 'month'")]
    [InlineData("group_by=model,model", "'model' twice")]
    [InlineData("model=one&model=two", "'model' is given 2 times")]
    [InlineData("from=2026-11-01T15:30:00Z", "'from' must be the beginning of an hour in UTC")]
    [InlineData("to=yesterday", "'to' must be the beginning of an hour in UTC")]
    [InlineData("limit=0", "'limit' must be a whole number above zero")]
    public async Task What_is_not_understood_is_refused(string query, string why)
    {
        var answer = await World.Admin.GetAsync("/admin/v1/usage-aggregates?" + query);

        Assert.Equal(400, answer.Status);
        Assert.Contains(why, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
