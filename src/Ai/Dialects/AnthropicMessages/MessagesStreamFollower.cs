using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.AnthropicMessages;

/// <summary>Follows a stream of the Messages protocol. Its counters are spread over two events, and only <c>message_stop</c> ends it.</summary>
internal sealed class MessagesStreamFollower : EventFollower
{
    private MessagesUsage _usage;
    private EventKind _kind;
    private bool _hasUsage;
    private int _contentBytes;

    public override void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) =>
        MessagesErrorWriter.WriteEvent(output, refusal, requestId);

    protected override void Begin() => (_kind, _hasUsage, _contentBytes) = (EventKind.Other, false, 0);

    protected override void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.NameIs("type"u8))
        {
            reader.Read();
            _kind = KindOf(ref reader);
            reader.Skip();
        }
        else if (reader.NameIs("message"u8))
        {
            if (reader.EnterObject())
            {
                ReadMessage(ref reader);
            }
        }
        else if (reader.NameIs("usage"u8))
        {
            ReadUsage(ref reader);
        }
        else if (reader.NameIs("delta"u8) || reader.NameIs("content_block"u8))
        {
            reader.Read();
            _contentBytes += ContentMeter.Measure(ref reader, Kept);
        }
        else
        {
            reader.SkipMember();
        }
    }

    protected override EventFacts Facts() =>
        new(_kind, _hasUsage ? _usage.ToUsage() : null, _kind == EventKind.Content ? _contentBytes : 0, Finishes: 0);

    // Only these carry what the model wrote: a `message_delta` has a `delta` too, which tells why it stopped.
    private static EventKind KindOf(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? EventKind.Other
        : reader.NameIs("content_block_delta"u8) || reader.NameIs("content_block_start"u8) ? EventKind.Content
        : reader.NameIs("message_stop"u8) ? EventKind.Done
        : reader.NameIs("error"u8) ? EventKind.Error
        : reader.NameIs("ping"u8) ? EventKind.KeepAlive
        : EventKind.Other;

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("usage"u8))
            {
                ReadUsage(ref reader);
            }
            else
            {
                reader.SkipMember();
            }
        }
    }

    private void ReadUsage(ref Utf8JsonReader reader)
    {
        if (reader.EnterObject())
        {
            _hasUsage = true;
            _usage.Read(ref reader);
        }
    }
}
