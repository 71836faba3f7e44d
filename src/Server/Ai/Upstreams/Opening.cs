using System.Buffers;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Json;
using FerroGate.Ai.Sse;
using FerroGate.Server.Ai.Faults;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>
/// The beginning of a stream, up to the first content. Nothing of it goes to the client before that is there, so that a provider which
/// fails inside its first events can still be passed over. What takes longer than <see cref="Bound"/> goes out as it came.
/// </summary>
/// <param name="exchange">The exchange.</param>
/// <param name="upstream">The answer.</param>
/// <param name="limit">How many bytes are held at most.</param>
/// <param name="clock">The clock.</param>
internal sealed class Opening(Exchange exchange, Upstream upstream, long limit, TimeProvider clock)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private readonly IStreamFollower _follower = exchange.Spoken.Follow(exchange.Admitted.Envelope);
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private byte[] _bytes = new byte[4 * 1024];
    private SseSplitter _splitter;
    private int _start;
    private int _scanned;
    private int _end;

    /// <summary>Is told of each part that has come.</summary>
    public Action? OnRead { get; init; }

    /// <summary>Reads it. Gives why this is no answer, or <c>null</c>; the stream stands at its beginning again.</summary>
    public async Task<Fault?> ReadAsync(CancellationToken cancellation)
    {
        var body = upstream.Body;
        var began = 0L;
        upstream.AwaitsContent = true;
        while (true)
        {
            var reading = body.ReadAsync(_bytes.AsMemory(_end), cancellation).AsTask();
            if (!await IsInTimeAsync(reading, began))
            {
                upstream.Hold(_bytes.AsMemory(0, _end), reading, _bytes.AsMemory(_end));
                return null;
            }

            int read;
            try
            {
                read = await reading;
            }
            catch (Exception exception) when (_end > 0 && (exception is IOException or HttpRequestException or InvalidDataException))
            {
                return Broken;
            }

            if (_end == 0)
            {
                began = clock.GetTimestamp();
            }

            OnRead?.Invoke();
            _end += read;
            if (read == 0)
            {
                return Finish();
            }

            if (!IsOpen(out var fault) || _end > limit)
            {
                upstream.Hold(_bytes.AsMemory(0, _end), null, default);
                return fault;
            }

            if (_end == _bytes.Length)
            {
                Array.Resize(ref _bytes, _bytes.Length * 2);
            }
        }
    }

    // The first byte has a limit of its own: before it there is nothing to hold.
    private async Task<bool> IsInTimeAsync(Task<int> reading, long began)
    {
        if (_end == 0 || reading.IsCompleted)
        {
            return true;
        }

        var left = Bound - clock.GetElapsedTime(began);
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        using var patience = new CancellationTokenSource();
        var first = await Task.WhenAny(reading, Task.Delay(left, clock, patience.Token));
        await patience.CancelAsync();
        return first == reading;
    }

    // What ends without an empty line behind its last event is read, too.
    private Fault? Finish()
    {
        var rest = _bytes.AsMemory(_start, _end - _start);
        if (!rest.Span.Trim("\r\n \t"u8).IsEmpty && !Goes(rest, out var fault))
        {
            upstream.Hold(_bytes.AsMemory(0, _end), null, default);
            return fault;
        }

        return Broken;
    }

    private Fault Broken => new(FaultKind.Cut, ProviderFailures.StreamInterrupted(exchange.Target!.Provider));

    /// <summary>There is neither content nor an end nor a fault yet.</summary>
    private bool IsOpen(out Fault? fault)
    {
        while (true)
        {
            var length = _splitter.FindEventEnd(_bytes.AsSpan(_scanned, _end - _scanned));
            if (length < 0)
            {
                _scanned = _end;
                fault = null;
                return true;
            }

            _scanned += length;
            var bytes = _bytes.AsMemory(_start, _scanned - _start);
            _start = _scanned;
            if (!Goes(bytes, out fault))
            {
                return false;
            }
        }
    }

    /// <summary>The event says nothing that counts.</summary>
    private bool Goes(ReadOnlyMemory<byte> bytes, out Fault? fault)
    {
        fault = null;
        var data = SseEvent.DataOf(bytes.Span, _scratch);
        if (data.IsEmpty)
        {
            return true;
        }

        var facts = _follower.Read(data);
        upstream.Stored = facts.Stored ?? upstream.Stored;
        exchange.Reported = facts.Usage ?? exchange.Reported;
        if (facts.Kind is EventKind.Error or EventKind.Failed)
        {
            // A provider that says no before anything else has not begun, whatever its status says.
            exchange.MayBeCharged = false;
            exchange.ReportIsFinal |= facts.Kind is EventKind.Failed;
            fault = FaultOf(data);
            return false;
        }

        if (facts.Kind is EventKind.Done || facts.ContentBytes > 0 || facts.Finishes > 0)
        {
            upstream.AwaitsContent = false;
            return false;
        }

        if (!AnswerJson.IsWhole(data))
        {
            fault = new Fault(FaultKind.Malformed, ProviderFailures.BrokenAnswer(exchange.Target!.Provider));
            return false;
        }

        return true;
    }

    private Fault FaultOf(ReadOnlySpan<byte> data)
    {
        var said = SaidFaults.Of(exchange.Spoken, data.ToArray());
        return new Fault(FaultTable.Of(said), ProviderFailures.Told(said?.Status ?? StatusCodes.Status502BadGateway, said));
    }
}
