using System.CommandLine;
using System.Globalization;
using FerroGate.Core.Money;
using FerroGate.Core.Money.BuiltIn;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Snapshots;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate prices</c>: what each target of a config costs now, and who says so.</summary>
internal static class PricesCommand
{
    private static readonly string[] Head = ["MODEL", "TARGET", "INPUT", "OUTPUT", "SOURCE"];

    public static Command Build(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var command = new Command("prices", "Print what the targets of a config cost now, in US dollars per million tokens, and who says so.") { config };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(config), terminal, TimeProvider.System.GetUtcNow()));
        return command;
    }

    private static int Run(string path, Terminal terminal, DateTimeOffset now)
    {
        if (ConfigFile.Load(path, terminal) is not { } config)
            return ExitCode.Failure;

        var models = new SnapshotCompiler(Environment.GetEnvironmentVariable).Compile(config).ModelList;
        TextTable.Write([Head, .. models.SelectMany(model => model.Targets, (model, target) => RowOf(model, target, now))], terminal.Output);
        return ExitCode.Ok;
    }

    private static string[] RowOf(Model model, Target target, DateTimeOffset now)
    {
        var price = target.PriceAt(now);
        return
        [
            model.Name,
            $"{target.Provider.Name}:{target.ProviderModel}",
            Text(price?.Price.Rates.Input),
            Text(price?.Price.Rates.Output),
            price is null && ModelPattern.Is(target.ProviderModel) ? "by the name that a client fills in" : Text(price),
        ];
    }

    private static string Text(ListedPrice? price) => price switch
    {
        null => "unknown",
        { Source: PriceSource.Target } => "the target itself",
        { Source: PriceSource.BuiltIn } => $"built in, as of {BuiltInPrices.AsOf:yyyy-MM-dd}",
        { From: var from } when from == DateTimeOffset.MinValue => "a price of the config",
        { From: var from } => $"a price of the config, from {from.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
    };

    private static string Text(decimal? rate) => rate?.ToString("0.############", CultureInfo.InvariantCulture) ?? "-";
}
