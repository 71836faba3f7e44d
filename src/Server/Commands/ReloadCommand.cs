using System.CommandLine;
using System.Globalization;
using FerroGate.Config.Model;
using FerroGate.Server.Snapshots;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate reload</c>: brings a config into force in a running gateway, or says whether it could be.</summary>
internal static class ReloadCommand
{
    private const string Name = "ferrogate reload";
    private const string UrlVariable = "FERROGATE_ADMIN_URL";
    private const string TokenVariable = "FERROGATE_ADMIN_TOKEN";

    public static Command Build(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var check = new Option<bool>("--check") { Description = "Only say what the config is; the same as without --admin-url, and without its reminder." };
        var url = new Option<string?>("--admin-url")
        {
            Description = $"The gateway that is to run the config, such as http://127.0.0.1:2019. Without it {UrlVariable} counts.",
            HelpName = "URL",
        };
        var token = new Option<string?>("--admin-token")
        {
            Description = $"A key with the scope admin.write. Without it {TokenVariable} counts, so that it need not stand in a shell's history.",
            HelpName = "KEY",
        };
        var upgrade = new Option<bool>("--graceful-upgrade")
        {
            Description = "Have the running gateway of this machine hand over to a new process of this program with this config.",
        };
        var command = new Command("reload", "Bring a config into force in a running gateway. Exit code 1 says that it is not in force.")
        {
            config, check, url, token, upgrade,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(config);
            var address = parsed.GetValue(url) ?? Environment.GetEnvironmentVariable(UrlVariable);
            if (parsed.GetValue(check) && (parsed.GetValue(upgrade) || parsed.GetValue(url) is not null))
                return Task.FromResult(terminal.Misused(Name, "--check changes nothing; say it alone."));

            if (parsed.GetValue(upgrade))
                return UpgradeAsync(path, terminal, cancellation);

            return parsed.GetValue(check) || string.IsNullOrEmpty(address)
                ? Task.FromResult(Check(path, isAsked: parsed.GetValue(check), terminal))
                : SendAsync(path, address, parsed.GetValue(token) ?? Environment.GetEnvironmentVariable(TokenVariable), terminal, cancellation);
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

    private static async Task<int> SendAsync(string path, string address, string? token, Terminal terminal, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
            return terminal.Misused(Name, $"--admin-url is an http or https URL such as http://127.0.0.1:2019, not '{address}'.");

        if (string.IsNullOrEmpty(token))
            return terminal.Misused(Name, $"Say --admin-token KEY, or set {TokenVariable}.");

        if (url.Scheme == "http" && !url.IsLoopback)
            terminal.Warn($"the key travels to {url.Host} in plain text");

        return await new ReloadClient(url, token).SendAsync(path, terminal, cancellation);
    }
}
