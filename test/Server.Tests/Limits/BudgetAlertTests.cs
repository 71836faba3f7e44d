using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Limits;

/// <summary>Whoever wants to know how far a budget is spent is told once: in the log, the metrics, the audit events and by webhook.</summary>
[Trait("Category", "Process")]
public sealed class BudgetAlertTests
{
    [Fact]
    public async Task A_budget_that_is_half_spent_is_told_of_everywhere_once()
    {
        await using var hook = FakeProvider.Start();
        hook.Enqueue(Reply.Error(500, "Not now"));
        hook.Otherwise(_ => Reply.Json("{}"));
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Models = [],
            Ai = $$"""
                model dear -> up:dear-1 {
                	input_price_per_1m 0
                	output_price_per_1m 1000
                }
                api_key spender {
                	key spender-secret
                	organization_id acme
                }
                budget money {
                	per organization
                	usd 10
                	period total
                	alert_at 50% 90%
                	webhook {{hook.Address}}alerts
                }
                """,
        });
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 5, completion: 2_600));

        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain("dear", 2_000))).Status);

        // The first try was answered with an error, so it is posted again.
        await Testing.Patience.UntilAsync(() => Task.FromResult(hook.Requests.Count), count => count == 2, "the alert to be posted");
        Assert.All(hook.Requests, request => Assert.Equal(("/alerts", "application/json"), (request.Target, request.Headers["content-type"])));
        var posted = hook.Requests[1].Json;
        Assert.Equal("budget.alert", posted.GetProperty("type").GetString());
        Assert.Equal("money", posted.GetProperty("budget").GetString());
        Assert.Equal("organization:acme", posted.GetProperty("account").GetString());
        Assert.Equal("total", posted.GetProperty("period").GetString());
        Assert.Equal((50, 5.2m, 10m, "usd"), (
            posted.GetProperty("percent").GetInt32(),
            posted.GetProperty("spent").GetDecimal(),
            posted.GetProperty("amount").GetDecimal(),
            posted.GetProperty("unit").GetString()));
        Assert.Contains("budget money of organization:acme in total: 50 % are spent, 5.2 of 10 usd", world.Gateway.Error, StringComparison.Ordinal);
        var events = await Testing.Patience.UntilAsync(
            () => world.Admin.ListAsync("audit-events"),
            list => list.GetProperty("data").EnumerateArray().Any(one => one.GetProperty("action").GetString() == "budget.alert"),
            "the audit event");
        Assert.Equal("50 % spent by organization:acme in total: 5.2 of 10 usd", events.GetProperty("data")[0].GetProperty("message").GetString());
        var metrics = (await world.Admin.GetAsync("/metrics")).Text;
        Assert.Contains("ferrogate_budget_alerts_total{budget=\"money\",percent=\"50\"} 1", metrics, StringComparison.Ordinal);
        Assert.Matches("ferrogate_tokens_overshoot_total\\{model=\"dear\"\\} [1-9]", metrics);
    }
}
