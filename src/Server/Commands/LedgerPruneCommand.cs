using System.CommandLine;
using System.Globalization;
using FerroGate.Core.Records;
using FerroGate.Server.Hosting;
using FerroGate.Storage;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate ledger prune</c>: takes old entries out of the ledger.</summary>
internal static class LedgerPruneCommand
{
    public static Command Build(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var before = DayOption.New("--before", "The first day, in UTC, whose entries stay.");
        before.Required = true;
        var command = new Command("prune", "Take the oldest entries out of the ledger; an anchor stands for them, and their sums stay.") { config, before };
        command.SetAction((parsed, cancellation) => PruneAsync(parsed.GetRequiredValue(config), parsed.GetValue(before)!.Value, terminal, cancellation));
        return command;
    }

    private static async Task<int> PruneAsync(string configPath, DateOnly before, Terminal terminal, CancellationToken cancellation)
    {
        if (ConfigFile.Load(configPath, terminal) is not { } config)
            return ExitCode.Failure;

        try
        {
            var clock = TimeProvider.System;
            var (path, options) = (StoreSettings.PathOf(config.Data), LedgerCommand.OptionsOf(config));
            var pruned = await LedgerPruning.RunAsync(path, options, new DateTimeOffset(before, TimeOnly.MinValue, TimeSpan.Zero), clock, cancellation);
            var summary = string.Create(CultureInfo.InvariantCulture, $"{pruned.Entries} entries that were settled before {before:yyyy-MM-dd} and cost {pruned.Cost}");
            await using var state = await StateStore.OpenAsync(path, options, clock, cancellation);
            await state.Audit.AddAsync(
                new AuditEvent(Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow(), "cli", "ledger.prune", "ledger", "committed", summary), cancellation);
            terminal.Output.WriteLine("pruned " + summary);
            return ExitCode.Ok;
        }
        catch (StoreException exception)
        {
            return terminal.Fail(exception.Message);
        }
    }
}
