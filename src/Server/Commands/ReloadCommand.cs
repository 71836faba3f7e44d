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
        var command = new Command("reload", "Bring a config into force in a running gateway. Exit code 1 says that it is not in force.")
        {
            config, check, url, token,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(config);
            var address = parsed.GetValue(url) ?? Environment.GetEnvironmentVariable(UrlVariable);
            return parsed.GetValue(check) || string.IsNullOrEmpty(address)
                ? Task.FromResult(Check(path, isAsked: parsed.GetValue(check), terminal))
                : SendAsync(path, address, parsed.GetValue(token) ?? Environment.GetEnvironmentVariable(TokenVariable), terminal, cancellation);
        });
        return command;
    }

    private static int Check(string path, bool isAsked, Terminal terminal)
    {
        var candidate = new CandidateCheck(Environment.GetEnvironmentVariable).Check(ConfigFile.Read(path));
        ConfigFile.Say(candidate.Diagnostics, terminal);
        if (candidate.Config is not { } config)
            return candidate.Refusal is { } refusal ? terminal.Fail(refusal) : ExitCode.Failure;

        terminal.Output.WriteLine(Summary(config, candidate.Id!));
        if (!isAsked)
            terminal.Say("ferrogate: nothing was reloaded. Say --admin-url URL to reload a running gateway, or send SIGHUP to it.");

        return ExitCode.Ok;
    }

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
