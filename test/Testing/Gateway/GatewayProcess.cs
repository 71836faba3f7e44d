using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace FerroGate.Testing.Gateway;

/// <summary>A running gateway: the built executable in a process of its own, on ports that the system chose.</summary>
public sealed partial class GatewayProcess : IAsyncDisposable
{
    private const int SigHup = 1;
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Uri> _data = [];
    private Uri? _admin;

    private GatewayProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => OnOutput(line.Data);
        process.ErrorDataReceived += (_, line) => OnError(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException("The gateway ended before it was ready"));
    }

    /// <summary>The first data listener.</summary>
    public Uri DataUri => _data[0];

    /// <summary>Every data listener.</summary>
    public IReadOnlyList<Uri> DataUris => _data;

    public Uri AdminUri => _admin ?? throw new InvalidOperationException("There is no admin listener");

    /// <summary>What it wrote so far, for a failure's message.</summary>
    public string Output => Locked(_output);

    /// <summary>Its logs so far.</summary>
    public string Error => Locked(_error);

    public int Id => _process.Id;

    /// <summary>Starts <c>ferrogate run</c> and waits until it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; the message holds what it wrote.</exception>
    public static Task<GatewayProcess> StartAsync(
        string config, string? folder = null, IEnumerable<KeyValuePair<string, string>>? environment = null, params string[] arguments) =>
        StartAsync(Executable.Start(["run", "-c", config, .. arguments], folder, environment));

    /// <summary>The same for a start that is prepared already.</summary>
    public static async Task<GatewayProcess> StartAsync(ProcessStartInfo start)
    {
        var gateway = new GatewayProcess(new Process { StartInfo = start });
        try
        {
            gateway._process.Start();
            gateway._process.BeginOutputReadLine();
            gateway._process.BeginErrorReadLine();
            await gateway._ready.Task.WaitAsync(Patience.Limit);
            return gateway;
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException)
        {
            await gateway.DisposeAsync();
            throw new InvalidOperationException($"{failure.Message}\n--- stdout\n{gateway.Output}\n--- stderr\n{gateway.Error}", failure);
        }
    }

    /// <summary>Kills it with SIGKILL, as a crash would.</summary>
    public void Kill() => _process.Kill();

    public async Task KillAsync()
    {
        Kill();
        await _process.WaitForExitAsync(Patience.Token());
    }

    /// <summary>Asks it to stop.</summary>
    public void SendTerminate() => Send(SigTerm);

    /// <summary>Asks it to read its config anew, and waits until it has said what became of that.</summary>
    /// <returns>What it said since it was asked.</returns>
    public async Task<string> ReloadAsync()
    {
        var before = Error.Length;
        Send(SigHup);
        return await Patience.UntilAsync(
            () => Task.FromResult(Error[before..]),
            said => said.Contains("reloaded file", StringComparison.Ordinal) || said.Contains("the reload of file was rejected", StringComparison.Ordinal),
            "the reload to end");
    }

    /// <summary>Waits for its end and gives its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(Patience.Token());
        return _process.ExitCode;
    }

    /// <summary>The same for a process whose output another one goes on writing.</summary>
    public async Task<int> EndAsync()
    {
        await Patience.UntilAsync(() => Task.FromResult(_process.HasExited), ended => ended, "the process to end");
        return _process.ExitCode;
    }

    /// <summary>Stops it with SIGTERM and gives its exit code.</summary>
    public Task<int> TerminateAsync()
    {
        SendTerminate();
        return ExitAsync();
    }

    /// <summary>The bytes of its memory that are resident now.</summary>
    public long ResidentBytes() => StatusBytes("VmRSS:");

    /// <summary>The most that ever were.</summary>
    public long PeakResidentBytes() => StatusBytes("VmHWM:");

    public async ValueTask DisposeAsync()
    {
        try
        {
            await KillAsync();
        }
        catch (InvalidOperationException)
        {
            // It never started.
        }

        _process.Dispose();
    }

    private void Send(int signal)
    {
        if (SendSignal(_process.Id, signal) != 0)
            throw new InvalidOperationException($"kill(2) failed with {Marshal.GetLastPInvokeError()}");
    }

    private long StatusBytes(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private void OnOutput(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match)
        {
            // A listener on every interface is reached on this one.
            var address = new Uri(match.Groups["uri"].Value.Replace("*", "127.0.0.1", StringComparison.Ordinal));
            if (match.Groups["role"].Value == "admin")
                _admin = address;
            else
                _data.Add(address);
        }
        else if (line == "ready")
        {
            _ready.TrySetResult();
        }
    }

    private void OnError(string? line)
    {
        lock (_error)
            _error.AppendLine(line);
    }

    private static string Locked(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    [GeneratedRegex(@"^listening on (?<uri>https?://\S+) \((?<role>data|admin)\)$")]
    private static partial Regex Listening();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SendSignal(int process, int signal);
}
