using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Reload;

/// <summary>Logs follow a reload: what stays is not opened anew, what goes is closed, what comes is opened.</summary>
[Trait("Category", "Process")]
public sealed class ReloadedLogTests
{
    [Fact]
    public async Task A_log_that_stays_goes_on_in_its_file_and_one_that_goes_is_closed()
    {
        await using var world = await World.StartAsync(With("stays", "goes"));
        await world.Client.GetAsync("/before");
        var (stays, goes, comes) = (PathOf(world, "stays"), PathOf(world, "goes"), PathOf(world, "comes"));
        await LinesAsync(goes, 1);

        await world.ReloadAsync(With("stays", "comes"));
        await world.Client.GetAsync("/after");

        Assert.Contains("/after", (await LinesAsync(stays, 2))[1], StringComparison.Ordinal);
        Assert.Contains("/after", (await LinesAsync(comes, 1))[0], StringComparison.Ordinal);
        await Testing.Patience.UntilAsync(
            () => Task.FromResult(OpenFiles(world)), open => !open.Contains(goes), "the file of the log that went to be closed");
        Assert.Single(OpenFiles(world), file => file == stays);
        Assert.Single(await File.ReadAllLinesAsync(goes, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_request_is_written_to_the_log_of_the_config_that_it_began_with()
    {
        await using var world = await World.StartAsync(With("goes"));
        var goes = PathOf(world, "goes");
        var gate = new Gate();
        world.Provider.Enqueue(ChatReplies.Stream(content: "one two").HoldAfter(ChatReplies.Word("one"), gate));
        await using var connection = await world.Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));

        await world.ReloadAsync(With("comes"));
        Assert.Contains(goes, OpenFiles(world));
        gate.Open();
        await live.ReadToEndAsync();

        Assert.Contains("/v1/chat/completions", (await LinesAsync(goes, 1))[0], StringComparison.Ordinal);
        await Testing.Patience.UntilAsync(
            () => Task.FromResult(OpenFiles(world)), open => !open.Contains(goes), "the file to be closed after its last request");
    }

    [Fact]
    public async Task A_log_that_cannot_be_opened_rejects_the_config()
    {
        await using var world = await World.StartAsync(With("stays"));

        var said = await world.ReloadAsync(With("stays", "stays/below-a-file"));

        Assert.Contains("rejected", said, StringComparison.Ordinal);
        Assert.Contains("stays.log/below-a-file.log cannot be opened", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Debug_can_be_switched_on_while_it_runs()
    {
        await using var world = await World.StartAsync();
        await world.Client.GetAsync("/quiet");
        Assert.DoesNotContain("Kestrel", world.Gateway.Error, StringComparison.Ordinal);

        await world.ReloadAsync(new GatewayConfigText { Global = "debug" });
        await world.Client.GetAsync("/loud");

        await Testing.Patience.UntilAsync(
            () => Task.FromResult(world.Gateway.Error), log => log.Contains("Kestrel", StringComparison.Ordinal), "lines about connections");
    }

    private static GatewayConfigText With(params string[] logs) =>
        new() { Site = string.Join('\n', logs.Select(name => $"log {name.Replace('/', '-')} {{\n\toutput file {name.Replace("stays/", "stays.log/", StringComparison.Ordinal)}.log\n}}")) };

    private static string PathOf(World world, string name) => Path.Combine(world.Folder, name + ".log");

    private static Task<string[]> LinesAsync(string path, int count) => Testing.Patience.UntilAsync(
        async () => File.Exists(path) ? await File.ReadAllLinesAsync(path) : [], lines => lines.Length >= count, $"{count} lines in {path}");

    private static List<string> OpenFiles(World world) =>
        [.. Directory.EnumerateFiles($"/proc/{world.Gateway.Id}/fd").Select(link => new FileInfo(link).LinkTarget).OfType<string>()];
}
