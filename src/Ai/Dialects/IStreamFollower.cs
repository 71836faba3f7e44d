using System.Buffers;
using FerroGate.Ai.Counting;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects;

/// <summary>
/// Follows one stream, whose events are passed on as they are: what the gateway must know of each, and how an error of its own
/// goes on from there.
/// </summary>
public interface IStreamFollower
{
    /// <summary>Keeps what the model writes, for streams whose provider never tells what they cost; <c>null</c> where nobody will count it.</summary>
    KeptText? Kept { get; set; }

    /// <summary>Reads the data of the next event. What cannot be read is an event of kind <see cref="EventKind.Other"/>.</summary>
    EventFacts Read(ReadOnlySpan<byte> data);

    /// <summary>Writes an error as the last event of the stream.</summary>
    void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId);
}
