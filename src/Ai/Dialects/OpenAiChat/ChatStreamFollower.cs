using System.Buffers;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>The events of a chat stream, of which each is understood by itself.</summary>
internal sealed class ChatStreamFollower : IStreamFollower
{
    private ChatStreamFollower()
    {
    }

    public static ChatStreamFollower Instance { get; } = new();

    public EventFacts Read(ReadOnlySpan<byte> data) => ChatChunkReader.Read(data);

    public void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) => ChatErrorWriter.WriteEvent(output, refusal, requestId);
}
