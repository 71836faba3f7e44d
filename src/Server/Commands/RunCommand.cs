using System.CommandLine;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using FerroGate.Core.Keys;
using FerroGate.Server.Hosting;
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
        var command = new Command("run", "Run the gateway in the foreground.") { config };
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(config), terminal));
        return command;
    }

    private static async Task<int> RunAsync(string path, Terminal terminal)
    {
        if (ConfigFile.LoadToRun(path, terminal) is not { } config)
        {
            return ExitCode.Failure;
        }

        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        var compiler = new SnapshotCompiler(environment);
        var fileKeys = compiler.CompileKeys(config);
        if (StartCheck.Refuse(fileKeys.Values, GatewayHost.ListenersOf(config)) is { } reason)
        {
            return terminal.Fail($"refusing to start: {reason}.");
        }

        if (StartCheck.Warn(GatewayHost.ListenersOf(config)) is { } warning)
        {
            terminal.Warn(warning);
        }

        using var lifecycle = new Lifecycle();
        var keys = new KeyDirectory();
        keys.UseFile(fileKeys);
        using var signals = new StopSignals();
        await using var outputs = new LogOutputs(TimeProvider.System);
        try
        {
            var logs = new GatewayLogs(config, outputs, TimeProvider.System);
            var parts = new GatewayParts(compiler.Compile(config), keys, lifecycle, logs, environment, TimeProvider.System);
            await new GatewayHost(config, parts, terminal.Output).RunAsync(signals.Stop, signals.Hurry);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
        catch (Exception exception) when (exception is IOException or SocketException or StoreException or UnauthorizedAccessException or CertificateException)
        {
            return terminal.Fail(exception.Message);
        }
    }

    /// <summary>The first signal asks to stop, the second to hurry.</summary>
    private sealed class StopSignals : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly CancellationTokenSource _hurry = new();
        private readonly PosixSignalRegistration[] _registrations;

        public StopSignals() => _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        ];

        public CancellationToken Stop => _stop.Token;

        public CancellationToken Hurry => _hurry.Token;

        public void Dispose()
        {
            foreach (var registration in _registrations)
            {
                registration.Dispose();
            }

            _stop.Dispose();
            _hurry.Dispose();
        }

        private void Handle(PosixSignalContext context)
        {
            context.Cancel = true;
            (_stop.IsCancellationRequested ? _hurry : _stop).Cancel();
        }
    }
}
