using FerroGate.Config.Model.Servers;
using FerroGate.Server.Snapshots;
using FerroGate.Config.Values;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>
/// Every output that a log goes to. Logs that name the same place share it, so that their lines never mix; also those of a
/// revision and the one after it. It is closed when no log goes there any more.
/// </summary>
internal sealed class LogOutputs : IAsyncDisposable
{
    private const long DefaultRollSize = 100 * 1024 * 1024;
    private const int DefaultKeep = 10;

    private static readonly TimeSpan DefaultKeepFor = TimeSpan.FromDays(90);
    private static readonly TimeSpan PatienceToOpen = TimeSpan.FromSeconds(5);

    private readonly SharedPool<(LogOutputKind Kind, string Target, Rolling? Rolling), LogOutput> _outputs;
    private readonly TimeProvider _clock;
    private long _lostBefore;

    public LogOutputs(TimeProvider clock)
    {
        _clock = clock;
        _outputs = new(ended => Interlocked.Add(ref _lostBefore, ended.Lost));
        StandardError = new LogOutput(new StreamSink(Console.OpenStandardError()), clock, _ => { });
    }

    /// <summary>Lines of every output that were lost.</summary>
    public long Lost => Volatile.Read(ref _lostBefore) + StandardError.Lost + _outputs.Values.Sum(output => output.Lost);

    /// <summary>Standard error, for what names no output; it stays open to the end, and where it fails there is nowhere to tell of it.</summary>
    public LogOutput StandardError { get; }

    /// <summary>Opens an output; <c>null</c> is <c>discard</c>.</summary>
    /// <exception cref="IOException">A file cannot be opened.</exception>
    public Lease<LogOutput>? Open(LogOutputConfig? config) => config?.Kind?.Value switch
    {
        null or LogOutputKind.Stderr => new Lease<LogOutput>(StandardError, () => ValueTask.CompletedTask),
        LogOutputKind.Stdout => Open(LogOutputKind.Stdout, "", null, () => new StreamSink(Console.OpenStandardOutput())),
        LogOutputKind.File => OpenFile(config, Path.GetFullPath(config.Target!.Value)),
        LogOutputKind.Net => OpenNet(config.Address!),
        _ => null,
    };

    /// <summary>Ends standard error last: it may have to say why another cannot be written.</summary>
    public async ValueTask DisposeAsync()
    {
        await _outputs.DisposeAsync();
        await StandardError.DisposeAsync();
    }

    private Lease<LogOutput> OpenFile(LogOutputConfig config, string path)
    {
        var rolling = new Rolling(
            config.RollDisabled is { Value: true } ? 0 : config.RollSize?.Value ?? DefaultRollSize,
            config.RollKeep?.Value ?? DefaultKeep,
            config.RollKeepFor?.Value ?? DefaultKeepFor,
            config.RollUncompressed is not { Value: true });
        return Open(LogOutputKind.File, path, rolling, () =>
        {
            var old = new OldLogFiles(path, rolling.Keep, rolling.KeepFor, rolling.Compress, _clock);
            try
            {
                // A named pipe that nobody reads does not open at all.
                var opening = Task.Run(() => new FileSink(path, rolling.Size, old));
                return opening.Wait(PatienceToOpen) ? opening.Result : throw new IOException("it does not open; is it a pipe that nobody reads?");
            }
            catch (Exception exception) when ((exception.InnerException ?? exception) is IOException or UnauthorizedAccessException)
            {
                throw new IOException($"{config.Target!.Span}: the log {path} cannot be opened: {(exception.InnerException ?? exception).Message}", exception);
            }
        });
    }

    private Lease<LogOutput> OpenNet(LogAddress address) => Open(LogOutputKind.Net, address.ToString(), null, () => new NetSink(address, _clock));

    private Lease<LogOutput> Open(LogOutputKind kind, string target, Rolling? rolling, Func<ILogSink> sink) => _outputs.Take((kind, target, rolling), () =>
    {
        var complaint = new LogComplaint($"{kind.ToString().ToLowerInvariant()} {target}".Trim(), StandardError, _clock);
        return new LogOutput(sink(), _clock, complaint.Make);
    });

    // A file that is to be put aside otherwise than before is opened anew.
    private sealed record Rolling(long Size, int Keep, TimeSpan KeepFor, bool Compress);
}
