using System.Buffers;
using FerroGate.Ai.Counting;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>The events of a chat stream, of which each is understood by itself, but for the choices that have finished.</summary>
internal sealed class ChatStreamFollower : IStreamFollower
{
    private readonly FinishedChoices _finished = new();

    public KeptText? Kept { get; set; }

    public EventFacts Read(ReadOnlySpan<byte> data) => ChatChunkReader.Read(data, _finished, Kept);

    public void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) => ChatErrorWriter.WriteEvent(output, refusal, requestId);
}
