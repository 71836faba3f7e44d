using System.Buffers;
using System.IO.Pipelines;

namespace FerroGate.Server.Ai.Relay;

/// <summary>The client's side of a stream, with the events that are held back in front of it.</summary>
internal sealed class HeldOutput(PipeWriter writer)
{
    private readonly ArrayBufferWriter<byte> _held = new();

    public IBufferWriter<byte> Writer => writer;

    public bool IsHolding => _held.WrittenCount > 0;

    /// <summary>Does with an event what was decided. One that passes takes along what was held before it.</summary>
    public void Take(ReadOnlySpan<byte> bytes, StreamVerdict verdict)
    {
        switch (verdict)
        {
            case StreamVerdict.Pass:
                Release();
                writer.Write(bytes);
                break;
            case StreamVerdict.Hold:
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

    public ValueTask<FlushResult> FlushAsync(CancellationToken cancellation) => writer.FlushAsync(cancellation);
}
