using FerroGate.Config.Model.Servers;
using FerroGate.Config.Values;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>Every output that a log goes to. Logs that name the same place share it, so that their lines never mix.</summary>
internal sealed class LogOutputs : IAsyncDisposable
{
    private const long DefaultRollSize = 100 * 1024 * 1024;
    private const int DefaultKeep = 10;

    private static readonly TimeSpan DefaultKeepFor = TimeSpan.FromDays(90);
    private static readonly TimeSpan PatienceToOpen = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(LogOutputKind Kind, string Target), LogOutput> _outputs = [];
    private readonly TimeProvider _clock;

    public LogOutputs(TimeProvider clock)
    {
        _clock = clock;
        StandardError = Open(LogOutputKind.Stderr, "", () => new StreamSink(Console.OpenStandardError()));
    }

    /// <summary>Lines of every output that were lost.</summary>
    public long Lost => _outputs.Values.Sum(output => output.Lost);

    /// <summary>Standard error, for what names no output.</summary>
    public LogOutput StandardError { get; }

    /// <summary>Opens an output; <c>null</c> is <c>discard</c>.</summary>
    /// <exception cref="IOException">A file cannot be opened.</exception>
    public LogOutput? Open(LogOutputConfig? config) => config?.Kind?.Value switch
    {
        null or LogOutputKind.Stderr => StandardError,
        LogOutputKind.Stdout => Open(LogOutputKind.Stdout, "", () => new StreamSink(Console.OpenStandardOutput())),
        LogOutputKind.File => OpenFile(config, Path.GetFullPath(config.Target!.Value)),
        LogOutputKind.Net => OpenNet(config.Address!),
        _ => null,
    };

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_outputs.Values.Select(output => output.DisposeAsync().AsTask()));

    private LogOutput OpenFile(LogOutputConfig config, string path) => Open(LogOutputKind.File, path, () =>
    {
        var old = new OldLogFiles(
            path,
            config.RollKeep?.Value ?? DefaultKeep,
            config.RollKeepFor?.Value ?? DefaultKeepFor,
            config.RollUncompressed is not { Value: true },
            _clock);
        var rollSize = config.RollDisabled is { Value: true } ? 0 : config.RollSize?.Value ?? DefaultRollSize;
        try
        {
            // A named pipe that nobody reads does not open at all.
            var opening = Task.Run(() => new FileSink(path, rollSize, old));
            return opening.Wait(PatienceToOpen) ? opening.Result : throw new IOException("it does not open; is it a pipe that nobody reads?");
        }
        catch (Exception exception) when ((exception.InnerException ?? exception) is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{config.Target!.Span}: the log {path} cannot be opened: {(exception.InnerException ?? exception).Message}", exception);
        }
    });

    private LogOutput OpenNet(LogAddress address) => Open(LogOutputKind.Net, address.ToString(), () => new NetSink(address, _clock));

    private LogOutput Open(LogOutputKind kind, string target, Func<ILogSink> sink)
    {
        if (!_outputs.TryGetValue((kind, target), out var output))
        {
            // Where standard error itself fails, there is nowhere to tell of it.
            var complaint = kind == LogOutputKind.Stderr ? null : new LogComplaint($"{kind.ToString().ToLowerInvariant()} {target}".Trim(), StandardError, _clock);
            _outputs[(kind, target)] = output = new LogOutput(sink(), _clock, exception => complaint?.Make(exception));
        }

        return output;
    }
}
