using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Crash;

/// <summary>The disk of the data directory is full: what runs is settled, nothing else begins, and nothing is lost.</summary>
[Trait("Category", "Process")]
public sealed class FullDiskTests
{
    private const int Megabytes = 96;

    [Fact]
    public async Task What_runs_when_the_disk_fills_up_is_settled_and_is_in_the_ledger_when_there_is_room()
    {
        Assert.SkipUnless(SmallDisk.Missing is null, SmallDisk.Missing ?? "");
        await using var world = await World.StartAsync();
        using var disk = await MoveToSmallDiskAsync(world);
        var gate = new Gate();
        world.Provider.Enqueue(ChatReplies.Stream().HoldAt(400, gate));
        await using var running = await world.Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var answer = await running.ReceiveAsync();
        disk.Fill();

        gate.Open();
        await answer.ReadToEndAsync();

        Assert.Contains(ChatReplies.Done, answer.TextSoFar, StringComparison.Ordinal);
        disk.Free();
        Assert.Equal("finished", (await world.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Fact]
    public async Task Without_room_for_the_end_of_what_runs_nothing_begins_until_there_is()
    {
        Assert.SkipUnless(SmallDisk.Missing is null, SmallDisk.Missing ?? "");
        await using var world = await World.StartAsync();
        using var disk = await MoveToSmallDiskAsync(world);
        world.Provider.Otherwise(_ => ChatReplies.Plain());
        Assert.Equal(200, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);

        // As when the journal has gone on into the room that was kept.
        File.Delete(Path.Combine(world.DataFolder, "journal", "reserve"));
        disk.Fill();

        var refused = await Testing.Patience.UntilAsync(() => world.Client.ChatAsync(ChatRequests.Plain()), answer => answer.Status != 200, "the full disk to be noticed");
        ErrorAssert.IsRefusal(refused, 503, "ledger_unavailable");
        Assert.Equal(503, (await world.Client.GetAsync("/readyz")).Status);

        disk.Free();
        await Testing.Patience.UntilAsync(async () => (await world.Client.ChatAsync(ChatRequests.Plain())).Status, status => status == 200, "the room to be noticed");
    }

    [Fact]
    public async Task What_was_open_when_a_gateway_crashed_on_a_full_disk_is_settled_when_it_can_start_again()
    {
        Assert.SkipUnless(SmallDisk.Missing is null, SmallDisk.Missing ?? "");
        await using var world = await World.StartAsync();
        using var disk = await MoveToSmallDiskAsync(world);
        world.Provider.Enqueue(ChatReplies.Stream().HoldAt(400, new Gate()));
        await using var running = await world.Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var broken = await running.ReceiveAsync();
        disk.Fill();
        await world.Gateway.KillAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(world.StartGatewayAsync);
        Assert.Contains("disk is full", refused.Message, StringComparison.Ordinal);

        disk.Free();
        await world.StartGatewayAsync();
        Assert.Equal("crashed", (await world.Admin.EntryOfAsync(broken.Headers)).Ending);
    }

    [Fact]
    public async Task Usage_is_answered_from_what_was_summed_while_the_disk_is_full()
    {
        Assert.SkipUnless(SmallDisk.Missing is null, SmallDisk.Missing ?? "");
        await using var world = await World.StartAsync();
        using var disk = await MoveToSmallDiskAsync(world);
        world.Provider.Otherwise(_ => ChatReplies.Plain());
        await world.Admin.EntryOfAsync((await world.Client.ChatAsync(ChatRequests.Plain())).Headers);
        Assert.Equal((false, 1L), await UsageAsync(world));
        await world.Admin.EntryOfAsync((await world.Client.ChatAsync(ChatRequests.Plain())).Headers);
        disk.Fill();

        Assert.Equal((true, 1L), await UsageAsync(world));

        disk.Free();
        Assert.Equal((false, 2L), await UsageAsync(world));
    }

    private static async Task<(bool IsStale, long Requests)> UsageAsync(World world)
    {
        var answer = await world.Admin.GetAsync("/admin/v1/usage-aggregates");
        Assert.Equal(200, answer.Status);
        return (answer.Json.TryGetProperty("stale", out var stale) && stale.GetBoolean(), answer.Json.GetProperty("data")[0].GetProperty("requests").GetInt64());
    }

    // Only the data directory is small.
    private static async Task<SmallDisk> MoveToSmallDiskAsync(World world)
    {
        await world.Gateway.TerminateAsync();
        var disk = SmallDisk.Over(world.DataFolder, Megabytes);
        await world.StartGatewayAsync();
        return disk;
    }
}
