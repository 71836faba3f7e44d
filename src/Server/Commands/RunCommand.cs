using System.CommandLine;
using System.Net.Sockets;
using FerroGate.Core.Keys;
using FerroGate.Server.Connections.Tls;
using FerroGate.Server.Hosting;
using FerroGate.Server.Hosting.Services;
using FerroGate.Server.Hosting.Upgrades;
using FerroGate.Server.Snapshots;
using FerroGate.Server.Telemetry.Logs;
using FerroGate.Storage;
using FerroGate.Tls.Certificates;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate run</c>: serves until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Build(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var watch = new Option<bool>("--watch", "-w") { Description = "Reload the config when its file or one that it imports changes." };
        var command = new Command("run", "Run the gateway in the foreground. SIGHUP reloads its config, SIGTERM ends it.") { config, watch };
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(config), parsed.GetValue(watch), terminal));
        return command;
    }

    private static async Task<int> RunAsync(string path, bool watch, Terminal terminal)
    {
        Inheritance? inheritance = null;
        int Fail(string message)
        {
            inheritance?.ReportFailure(message);
            return terminal.Fail(message);
        }

        try
        {
            inheritance = Inheritance.Take();
            return await RunAsync(path, watch, inheritance, terminal, Fail);
        }
        catch (Exception exception) when (exception is IOException or SocketException or StoreException or UnauthorizedAccessException or CertificateException)
        {
            return Fail(exception.Message);
        }
        finally
        {
            inheritance?.Dispose();
        }
    }

    private static async Task<int> RunAsync(string path, bool watch, Inheritance? inheritance, Terminal terminal, Func<string, int> fail)
    {
        var files = new WatchedFiles();
        if (ConfigFile.LoadToRun(path, files, terminal) is not { } config)
        {
            inheritance?.ReportFailure($"{path} cannot be run; 'ferrogate validate' says why.");
            return ExitCode.Failure;
        }

        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        var fileKeys = new SnapshotCompiler(environment).CompileKeys(config);
        if (StartCheck.Refuse(fileKeys.Values, GatewayListeners.AskedBy(config)) is { } reason)
        {
            return fail($"refusing to start: {reason}.");
        }

        if (StartCheck.Warn(GatewayListeners.AskedBy(config)) is { } warning)
        {
            terminal.Warn(warning);
        }

        using var lifecycle = new Lifecycle();
        using var signals = new ProcessSignals();
        await using var outputs = new LogOutputs(TimeProvider.System);
        await using var logParts = new RevisionParts();
        try
        {
            var logs = new OwnLogs(new GatewayLogs(config, outputs, logParts, TimeProvider.System));
            var parts = new GatewayParts(
                new ConfigOrigin(path, files, watch),
                inheritance,
                new KeyDirectory(),
                lifecycle,
                new ServerCertificates(new CertificateStore(TimeProvider.System)),
                outputs,
                logs,
                ServiceNotifier.Of(environment, TimeProvider.System),
                environment,
                terminal.Output,
                TimeProvider.System);
            await new GatewayHost(config, parts).RunAsync(signals);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
    }
}
