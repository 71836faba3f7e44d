using System.Buffers;
using System.IO.Pipelines;

namespace FerroGate.Server.Ai.Relay;

/// <summary>The client's side of a stream, with the events that are held back in front of it.</summary>
/// <param name="writer">The client.</param>
/// <param name="clock">The clock.</param>
/// <param name="gone">Nothing is written from then on.</param>
internal sealed class HeldOutput(PipeWriter writer, TimeProvider clock, CancellationToken gone)
{
    // Finish reason and usage are far smaller; what is larger and no end mark is no end.
    private const int MostHeld = 256 * 1024;

    private readonly ArrayBufferWriter<byte> _held = new();
    private long _heldSince;

    public IBufferWriter<byte> Writer => writer;

    public bool IsHolding => _held.WrittenCount > 0;

    /// <summary>For how long the first of the held events has been held.</summary>
    public TimeSpan HeldFor => clock.GetElapsedTime(_heldSince);

    /// <summary>Does with an event what was decided. One that passes takes along what was held before it.</summary>
    public void Take(ReadOnlySpan<byte> bytes, StreamVerdict verdict)
    {
        if (bytes.IsEmpty || gone.IsCancellationRequested)
        {
            return;
        }

        switch (verdict)
        {
            case StreamVerdict.Pass:
                Release();
                writer.Write(bytes);
                break;
            case StreamVerdict.Hold when _held.WrittenCount + bytes.Length > MostHeld:
                goto case StreamVerdict.Pass;
            case StreamVerdict.Hold or StreamVerdict.End:
                if (!IsHolding)
                {
                    _heldSince = clock.GetTimestamp();
                }

                _held.Write(bytes);
                break;
            default:
                break;
        }
    }

    /// <summary>Lets everything go that is held.</summary>
    public void Release()
    {
        if (IsHolding)
        {
            writer.Write(_held.WrittenSpan);
            _held.ResetWrittenCount();
        }
    }

    /// <summary>What is held has become nothing for the client.</summary>
    public void Discard() => _held.ResetWrittenCount();

    /// <summary>Sends something at once that is beside the events, and leaves what is held.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (!bytes.IsEmpty && !gone.IsCancellationRequested)
        {
            await writer.WriteAsync(bytes, cancellation);
        }
    }

    public ValueTask<FlushResult> FlushAsync(CancellationToken cancellation) => gone.IsCancellationRequested ? default : writer.FlushAsync(cancellation);
}
