using System.Text.Json;
using FerroGate.Admin.Exports;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary>Whole lists as files for other programs.</summary>
public sealed class ExportTests
{
    [Fact]
    public void Csv_has_a_line_of_names_and_a_line_for_each_entry()
    {
        var lines = Csv(Entry("fast")).Split("\r\n");

        Assert.Equal(
            "exchange_id,failed_attempt,corrects,reason,key_id,organization_id,team_id,project_id,user_id,model,provider,provider_model,ending,status,usage.input_tokens,usage.cached_input_tokens,usage.cache_write_5m_tokens,usage.cache_write_1h_tokens,usage.output_tokens,usage.reasoning_tokens,usage.audio_input_tokens,usage.audio_output_tokens,usage.image_input_tokens,usage_source,output_assumed,cost_nano_usd,reserved_at,settled_at,node",
            lines[0]);
        Assert.Equal(
            $"{Guid.Empty},,,,key-1,,,,,fast,,,finished,200,7,,,,,,,,,provider,false,-5,1970-01-01T00:00:00+00:00,1970-01-01T00:00:00+00:00,",
            lines[1]);
        Assert.Equal(("", 3), (lines[2], lines.Length));
    }

    [Theory]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(1,2)", "\"'@SUM(1,2)\"")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("a=b", "a=b")]
    public void Csv_quotes_what_needs_it_and_makes_no_formula_of_what_strangers_sent(string model, string cell) =>
        Assert.Contains($",key-1,,,,,{cell},,,finished,", Csv(Entry(model)), StringComparison.Ordinal);

    [Fact]
    [Trait("Category", "Process")]
    public async Task Lists_are_exported_beside_a_gateway_for_the_days_that_are_asked_for()
    {
        await using var world = await World.StartAsync();
        world.Provider.Enqueue(ChatReplies.Plain(40, 30));
        var answer = await world.Client.ChatAsync(ChatRequests.Plain());
        var entry = await world.Admin.EntryOfAsync(answer.Headers);
        await world.Admin.RecordOfAsync(answer.Headers);

        var csv = await ExportAsync(world, "billing-events", "csv");
        var none = await ExportAsync(world, "billing-events", "csv", "--to", "2020-01-01");
        var line = JsonElement.Parse((await ExportAsync(world, "billing-events", "jsonl", "--from", "2020-01-01")).Output.TrimEnd('\n'));
        var records = await ExportAsync(world, "request-logs", "jsonl");
        var events = await ExportAsync(world, "audit-events", "csv");

        Assert.Contains(entry.ExchangeId, csv.Output, StringComparison.Ordinal);
        Assert.Equal((2, 1), (csv.Output.Trim().Split("\r\n").Length, none.Output.Trim().Split("\r\n").Length));
        Assert.Equal(40, line.GetProperty("usage").GetProperty("input_tokens").GetInt64());
        Assert.Contains(entry.ExchangeId, records.Output, StringComparison.Ordinal);
        Assert.StartsWith("id,occurred_at,actor,action,target,outcome,message,node\r\n", events.Output, StringComparison.Ordinal);
    }

    private static async Task<CommandResult> ExportAsync(World world, string list, string format, params string[] more)
    {
        var result = await Executable.RunAsync(["export", list, "--format", format, "-c", world.ConfigPath, .. more], world.Folder);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result;
    }

    private static string Csv(LedgerEntry entry)
    {
        using var text = new StringWriter();
        Assert.Equal(1, ListExport.Write([entry], ExportFormat.Csv, text));
        return text.ToString();
    }

    private static LedgerEntry Entry(string model) => new()
    {
        ExchangeId = new ExchangeId(Guid.Empty),
        ReservedAt = DateTimeOffset.UnixEpoch,
        SettledAt = DateTimeOffset.UnixEpoch,
        KeyId = "key-1",
        Tenant = Tenant.None,
        Model = model,
        Provider = null,
        ProviderModel = null,
        Ending = Ending.Finished,
        Status = 200,
        Usage = new TokenUsage { Input = 7 },
        UsageSource = UsageSource.Provider,
        OutputAssumed = false,
        Cost = new NanoUsd(-5),
    };
}
