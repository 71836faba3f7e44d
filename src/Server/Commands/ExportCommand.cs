using System.CommandLine;
using FerroGate.Admin.Exports;
using FerroGate.Core.Aggregates;
using FerroGate.Server.Hosting;
using FerroGate.Server.Snapshots;
using FerroGate.Storage;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate export</c>: whole lists of this machine for other programs.</summary>
internal static class ExportCommand
{
    private delegate long Write(StoreExport from, ExportFormat format, TextWriter to);

    public static Command Build(Terminal terminal) => new("export", "Write a whole list to standard output, oldest first; a gateway may run meanwhile.")
    {
        Build("billing-events", "The ledger.", (from, format, to) => ListExport.Write(from.LedgerEntries(), format, to), terminal),
        Build("request-logs", "The request records.", (from, format, to) => ListExport.Write(from.RequestRecords(), format, to), terminal),
        Build("audit-events", "What was changed, by whom.", (from, format, to) => ListExport.Write(from.AuditEvents(), format, to), terminal),
    };

    private static Command Build(string name, string description, Write write, Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var format = new Option<ExportFormat>("--format") { Description = "csv or jsonl.", HelpName = "FORMAT", Required = true };
        var from = DayOption.New("--from", "The first day (UTC).");
        var to = DayOption.New("--to", "The day behind the last one (UTC).");
        var command = new Command(name, description) { config, format, from, to };
        command.SetAction(parsed => Export(
            parsed.GetRequiredValue(config),
            DayOption.StartOf(parsed.GetValue(from)) ?? DateTimeOffset.UnixEpoch,
            DayOption.StartOf(parsed.GetValue(to)) ?? UsageSpans.Last,
            export => write(export, parsed.GetRequiredValue(format), terminal.Output),
            terminal));
        return command;
    }

    private static int Export(string configPath, DateTimeOffset from, DateTimeOffset until, Func<StoreExport, long> write, Terminal terminal)
    {
        if (ConfigFile.Load(configPath, terminal) is not { } config)
            return ExitCode.Failure;

        try
        {
            var options = StoreSettings.Of(config.Data, new SnapshotCompiler(Environment.GetEnvironmentVariable).Compile(config).AdminLists);
            write(new StoreExport(StoreSettings.PathOf(config.Data), options, from, until, TimeProvider.System));
            return ExitCode.Ok;
        }
        catch (StoreException exception)
        {
            return terminal.Fail(exception.Message);
        }
    }
}
