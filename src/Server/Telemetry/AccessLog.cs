using System.Buffers;
using System.Threading.Channels;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Telemetry;

/// <summary>Writes one JSON line for each request that the config wants to hear of. Requests never wait for it.</summary>
internal sealed class AccessLog : IAsyncDisposable
{
    private const int Waiting = 8_192;
    private const int ErrorStatus = 400;

    // A terminal that was stopped, or a pipe that nobody reads, must not keep the process from ending.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Channel<ReadOnlyMemory<byte>> _lines = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly TimeProvider _clock;
    private readonly Task _writer;
    private readonly SecondCounter _errors;
    private long _requests;

    public AccessLog(Stream output, TimeProvider clock)
    {
        _clock = clock;
        _errors = new SecondCounter(clock);
        _writer = WriteLinesAsync(output);
    }

    public void Write(HttpContext http, RequestFacts facts, Site? site)
    {
        var settings = facts.Revision.Snapshot.Telemetry;
        var mode = settings.AccessLog ?? (site is { WritesAccessLog: true } ? AccessLogMode.All : AccessLogMode.Error);
        var isError = facts.WasReset || http.Response.StatusCode >= ErrorStatus;
        if (SiteRequest.Of(http) is not { SkipsLog: true } && Wants(mode, settings, isError))
        {
            var line = new ArrayBufferWriter<byte>(512);
            AccessLogLine.Write(line, http, facts, _clock.GetElapsedTime(facts.StartedTimestamp));
            _lines.Writer.TryWrite(line.WrittenMemory);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writer.WaitAsync(LastWords, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool Wants(AccessLogMode mode, TelemetrySettings settings, bool isError) => mode switch
    {
        AccessLogMode.Off => false,
        _ when isError => _errors.TryTake(settings.AccessLogErrorRateLimitPerSecond),
        AccessLogMode.Sampled => Interlocked.Increment(ref _requests) % settings.AccessLogSampleRate == 0,
        AccessLogMode.All => true,
        _ => false,
    };

    private async Task WriteLinesAsync(Stream output)
    {
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            try
            {
                await output.WriteAsync(line);
                if (!_lines.Reader.TryPeek(out _))
                {
                    await output.FlushAsync();
                }
            }
            catch (IOException)
            {
                // There is nowhere to tell of it; a full disk may have room again for the next line.
            }
        }
    }
}
