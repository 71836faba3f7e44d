using System.CommandLine;
using System.Globalization;
using FerroGate.Config.Model;
using FerroGate.Server.Snapshots;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate reload</c>: brings a config into force in a running gateway, or says whether it could be.</summary>
internal static class ReloadCommand
{
    private const string Name = "ferrogate reload";

    public static Command Build(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var check = new Option<bool>("--check") { Description = "Only say what the config is; the same as without --admin-url, and without its reminder." };
        var admin = new AdminOptions("The gateway that is to run the config");
        var upgrade = new Option<bool>("--graceful-upgrade")
        {
            Description = "Have the running gateway of this machine hand over to a new process of this program with this config.",
        };
        var command = new Command("reload", "Bring a config into force in a running gateway. Exit code 1 says that it is not in force.")
        {
            config, check, admin.Url, admin.Token, upgrade,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(config);
            var address = admin.AddressIn(parsed);
            if (parsed.GetValue(check) && (parsed.GetValue(upgrade) || parsed.GetValue(admin.Url) is not null))
                return Task.FromResult(terminal.Misused(Name, "--check changes nothing; say it alone."));

            if (parsed.GetValue(upgrade))
                return UpgradeAsync(path, terminal, cancellation);

            if (parsed.GetValue(check) || address is null)
                return Task.FromResult(Check(path, isAsked: parsed.GetValue(check), terminal));

            return admin.LinkIn(parsed, address, Name, terminal) is { } link
                ? new ReloadClient(link).SendAsync(path, terminal, cancellation)
                : Task.FromResult(ExitCode.Usage);
        });
        return command;
    }

    private static int Check(string path, bool isAsked, Terminal terminal)
    {
        if (Read(path, terminal) is not { Config: { } config } candidate)
            return ExitCode.Failure;

        terminal.Output.WriteLine(Summary(config, candidate.Id!));
        if (!isAsked)
            terminal.Say("ferrogate: nothing was reloaded. Say --admin-url URL or --graceful-upgrade, or send SIGHUP to the running gateway.");

        return ExitCode.Ok;
    }

    // null where it cannot be run, which has been told then.
    private static Candidate? Read(string path, Terminal terminal)
    {
        var candidate = new CandidateCheck(Environment.GetEnvironmentVariable).Check(ConfigFile.Read(path));
        ConfigFile.Say(candidate.Diagnostics, terminal);
        if (candidate.Refusal is { } refusal)
            terminal.Fail(refusal);

        return candidate.Config is null ? null : candidate;
    }

    private static async Task<int> UpgradeAsync(string path, Terminal terminal, CancellationToken cancellation) =>
        Read(path, terminal) is { Config: { } config } ? await UpgradeClient.SendAsync(path, config, terminal, cancellation) : ExitCode.Failure;

    private static string Summary(GatewayConfig config, string id) => string.Create(
        CultureInfo.InvariantCulture,
        $"config OK: {ValidateCommand.Listeners(config)}, snapshot={id}, mode=validate-only, swap=false");
}
