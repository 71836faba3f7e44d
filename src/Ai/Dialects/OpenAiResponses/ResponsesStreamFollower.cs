using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiResponses;

/// <summary>Follows a stream of the Responses protocol: numbered events, the last of which holds the whole response.</summary>
internal sealed class ResponsesStreamFollower : EventFollower
{
    private long _sequence = -1;
    private EventKind _kind;
    private TokenUsage? _usage;
    private int _contentBytes;

    public override void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) =>
        ResponsesErrorWriter.WriteEvent(output, refusal, _sequence + 1);

    protected override void Begin() => (_kind, _usage, _contentBytes) = (EventKind.Other, null, 0);

    protected override void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.NameIs("type"u8))
        {
            reader.Read();
            _kind = KindOf(ref reader);
            reader.Skip();
        }
        else if (reader.NameIs("sequence_number"u8))
        {
            _sequence = reader.ReadCounter() ?? _sequence;
        }
        else if (reader.NameIs("delta"u8))
        {
            reader.Read();
            _contentBytes = ContentMeter.Measure(ref reader);
        }
        else if (reader.NameIs("response"u8))
        {
            if (reader.EnterObject())
            {
                _usage = new ResponsesAnswerReader().ReadNested(ref reader).Usage;
            }
        }
        else
        {
            reader.SkipMember();
        }
    }

    // The events that open a response hold one too, without counters yet.
    protected override EventFacts Facts() =>
        new(_kind == EventKind.Other && _contentBytes > 0 ? EventKind.Content : _kind, _usage?.Output is null ? null : _usage, _contentBytes, Finishes: 0);

    private static EventKind KindOf(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? EventKind.Other
        : reader.NameIs("response.completed"u8) || reader.NameIs("response.incomplete"u8) ? EventKind.Done
        : reader.NameIs("response.failed"u8) ? EventKind.Failed
        : reader.NameIs("error"u8) ? EventKind.Error
        : reader.NameIs("keepalive"u8) || reader.NameIs("ping"u8) ? EventKind.KeepAlive
        : EventKind.Other;
}
