using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using Microsoft.Data.Sqlite;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary><c>ferrogate ledger verify</c>, beside a gateway and after it.</summary>
[Trait("Category", "Process")]
public sealed class LedgerVerifyTests
{
    [Fact]
    public async Task A_ledger_is_whole_while_the_gateway_runs_and_not_any_more_when_somebody_has_changed_it()
    {
        await using var world = await World.StartAsync();
        var exchange = await AskAsync(world);
        var running = await VerifyAsync(world);
        await world.Gateway.TerminateAsync();
        var log = Path.Combine(world.Folder, "gateway.log");
        File.WriteAllText(log, world.Gateway.Error);
        var afterwards = await VerifyAsync(world, "--heads", log);

        Execute(world, "UPDATE entry SET input_tokens = 1");
        var changed = await VerifyAsync(world);

        Assert.Equal((0, "1 entries in 1 chains, whole\n"), (running.ExitCode, running.Output));
        Assert.Equal((0, "1 entries in 1 chains, whole\n"), (afterwards.ExitCode, afterwards.Output));
        Assert.Equal(1, changed.ExitCode);
        Assert.Contains($"exchange {exchange} was changed or moved", changed.Output, StringComparison.Ordinal);
        Assert.Contains("the ledger is not whole", changed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_knows_of_entries_that_are_gone_without_a_trace()
    {
        await using var world = await World.StartAsync();
        await AskAsync(world);
        await world.Gateway.TerminateAsync();
        var log = Path.Combine(world.Folder, "gateway.log");
        File.WriteAllText(log, world.Gateway.Error);

        Execute(world, "DELETE FROM entry; DELETE FROM seal; DELETE FROM chain; DELETE FROM journal");
        var (without, with) = (await VerifyAsync(world), await VerifyAsync(world, "--heads", log));

        Assert.Equal((0, "0 entries in 0 chains, whole\n"), (without.ExitCode, without.Output));
        Assert.Equal(1, with.ExitCode);
        Assert.Contains("its tail was cut or made anew", with.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pruned_ledger_is_whole_and_its_audit_log_tells_of_it()
    {
        await using var world = await World.StartAsync();
        await AskAsync(world);
        await AskAsync(world);

        var pruned = await Executable.RunAsync(["ledger", "prune", "--before", "2999-01-01", "-c", world.ConfigPath], world.Folder);
        var whole = await VerifyAsync(world);

        Assert.StartsWith("pruned 1 entries that were settled before 2999-01-01 and cost $", pruned.Output, StringComparison.Ordinal);
        Assert.Equal((0, "1 entries in 1 chains, whole; 1 more were pruned\n"), (whole.ExitCode, whole.Output));
        Assert.Single(await world.Admin.BillingEventsAsync());
        var change = (await world.Admin.ListAsync("audit-events")).GetProperty("data")[0];
        Assert.Equal("ledger.prune", change.GetProperty("action").GetString());
    }

    [Fact]
    public async Task A_correction_is_an_entry_of_its_own_that_is_written_while_the_gateway_is_stopped()
    {
        await using var world = await World.StartAsync();
        var exchange = await AskAsync(world);
        string[] correct = ["ledger", "correct", exchange, "--output", "10", "--cost", "0.5", "--reason", "invoice 7", "-c", world.ConfigPath];
        var running = await Executable.RunAsync(correct, world.Folder);
        await world.Gateway.TerminateAsync();
        var stopped = await Executable.RunAsync(correct, world.Folder);
        var again = await Executable.RunAsync(correct, world.Folder);
        await world.StartGatewayAsync();

        Assert.Equal((1, 0, 1), (running.ExitCode, stopped.ExitCode, again.ExitCode));
        Assert.Contains("in use by another gateway process", running.Error, StringComparison.Ordinal);
        Assert.Contains("input 0, output -20, cost +$", stopped.Output, StringComparison.Ordinal);
        var sum = (await world.Admin.GetAsync("/admin/v1/usage-aggregates")).Json.GetProperty("data")[0];
        Assert.Equal((1, 2, 50, 500_000_000), (sum.GetProperty("requests").GetInt64(), sum.GetProperty("entries").GetInt64(), sum.GetProperty("budget_tokens").GetInt64(), sum.GetProperty("cost_nano_usd").GetInt64()));
        var correction = (await world.Admin.ListAsync("billing-events")).GetProperty("data")[0];
        Assert.Equal((exchange, "invoice 7"), (correction.GetProperty("corrects").GetString(), correction.GetProperty("reason").GetString()));
        Assert.Equal((0, "2 entries in 2 chains, whole\n"), ((await VerifyAsync(world)).ExitCode, (await VerifyAsync(world)).Output));
    }

    [Fact]
    public async Task A_key_that_is_kept_elsewhere_is_not_in_the_data_directory()
    {
        var folder = Directory.CreateTempSubdirectory("ferrogate-key-");
        var path = Path.Combine(folder.FullName, "key");
        File.WriteAllText(path, Convert.ToBase64String(new byte[32]));
        var variable = KeyValuePair.Create("FERROGATE_LEDGER_KEY_FILE", path);
        await using var world = await World.StartAsync(config: null, variable);
        await AskAsync(world);

        var with = await Executable.RunAsync(["ledger", "verify", "-c", world.ConfigPath], world.Folder, [variable]);
        var without = await VerifyAsync(world);

        Assert.Equal(0, with.ExitCode);
        Assert.False(File.Exists(Path.Combine(world.DataFolder, "ledger.key")));
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("There is no ledger key", without.Error, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_log_without_heads_is_no_proof()
    {
        await using var world = await World.StartAsync();
        var log = Path.Combine(world.Folder, "other.log");
        File.WriteAllText(log, "something else\n");

        var (result, missing) = (await VerifyAsync(world, "--heads", log), await VerifyAsync(world, "--heads", log + ".gone"));

        Assert.Equal((1, 1), (result.ExitCode, missing.ExitCode));
        Assert.Contains("there is no line 'ledger head'", result.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be read", missing.Error, StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(World world)
    {
        world.Provider.Enqueue(ChatReplies.Plain(40, 30));
        var answer = await world.Client.ChatAsync(ChatRequests.Plain());
        return (await world.Admin.EntryOfAsync(answer.Headers)).ExchangeId;
    }

    private static Task<CommandResult> VerifyAsync(World world, params string[] more) =>
        Executable.RunAsync(["ledger", "verify", "-c", world.ConfigPath, .. more], world.Folder);

    private static void Execute(World world, string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(world.DataFolder, "ledger.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
