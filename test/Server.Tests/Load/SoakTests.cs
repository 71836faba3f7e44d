using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FerroGate.Testing;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Load;

/// <summary>Many exchanges, a fifth of which lose their client, leave nothing behind but their entries.</summary>
[Trait("Category", "Process")]
[Trait("Category", "Long")]
public sealed partial class SoakTests
{
    private const int WarmUp = 10_000;
    private const int Exchanges = 100_000;
    private const int AtOnce = 16;

    // Of those who leave at once most are gone before the gateway has read what they want.
    private const int Answered = (WarmUp + Exchanges) / 5 * 4;
    private const long MostGrowth = 32L << 20;

    [Fact]
    public async Task A_hundred_thousand_exchanges_leave_memory_flat_no_hold_and_one_entry_each()
    {
        await using var world = await World.StartAsync(new GatewayConfigText { Data = "billing_event_retention_records 1000000" });
        world.Provider.Otherwise(request => request.Text.Contains("\"stream\":true", StringComparison.Ordinal)
            ? ChatReplies.Stream(content: "one two three four")
            : ChatReplies.Plain());
        await AskAsync(world, WarmUp);
        var before = world.Gateway.ResidentBytes();

        await AskAsync(world, Exchanges);

        var growth = world.Gateway.ResidentBytes() - before;
        var metrics = await Patience.UntilAsync(
            async () => (await world.Admin.GetAsync("/metrics")).Text,
            text => NoneInFlight().IsMatch(text),
            "every exchange to end");
        var ended = Requests().Matches(metrics).Sum(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        var ledger = JsonElement.Parse((await world.Admin.GetAsync("/admin/v1/billing-events?limit=1")).Text);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"shown: {ended} exchanges, a fifth of them left by their client: resident {before >> 20} MiB, {growth >> 10} KiB more");
        Assert.Equal(ended, ledger.GetProperty("total").GetInt64());
        Assert.True(ended >= Answered, $"Only {ended} exchanges");
        Assert.True(growth < MostGrowth, $"Resident memory grew by {growth >> 10} KiB from {before >> 10} KiB");
    }

    private static async Task AskAsync(World world, int count)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < count)
                await AskOnceAsync(world.Client, streams: i % 2 == 0, leaves: i % 5 == 0);
        }));
    }

    private static async Task AskOnceAsync(Client client, bool streams, bool leaves)
    {
        await using var connection = await client.StartAsync(Request.Chat(streams ? ChatRequests.Streamed() : ChatRequests.Plain()));
        if (leaves)
        {
            connection.Reset();
            return;
        }

        var answer = await (await connection.ReceiveAsync()).ReadToEndAsync();
        Assert.Equal(200, answer.Status);
    }

    [GeneratedRegex(@"^ferrogate_requests_in_flight(\{\})? 0$", RegexOptions.Multiline)]
    private static partial Regex NoneInFlight();

    [GeneratedRegex(@"^ferrogate_requests_total\{[^}]*\} (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Requests();
}
