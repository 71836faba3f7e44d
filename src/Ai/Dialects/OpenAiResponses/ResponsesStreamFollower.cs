using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Counting;
using FerroGate.Ai.Dialects.OpenAiResponses.Stored;
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
    private bool _endsPart;
    private bool _beginsItem;
    private StoredAnswer? _stored;
    private StoredAnswer? _told;

    public override void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) =>
        ResponsesErrorWriter.WriteEvent(output, refusal, _sequence + 1);

    protected override void Begin() => (_kind, _usage, _contentBytes, _endsPart, _beginsItem, _told) = (EventKind.Other, null, 0, false, false, null);

    protected override void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.NameIs("type"u8))
        {
            reader.Read();
            _kind = KindOf(ref reader);
            _endsPart = IsPartEnd(ref reader);
            _beginsItem = reader.TokenType == JsonTokenType.String && reader.NameIs("response.output_item.added"u8);
            reader.Skip();
        }
        else if (reader.NameIs("sequence_number"u8))
        {
            _sequence = reader.ReadCounter() ?? _sequence;
        }
        else if (reader.NameIs("delta"u8))
        {
            reader.Read();
            _contentBytes = ContentMeter.Measure(ref reader, Kept);
        }
        else if (reader.NameIs("response"u8))
        {
            if (reader.EnterObject())
            {
                var facts = new ResponsesAnswerReader().ReadNested(ref reader);
                (_usage, _stored, _told) = (facts.Usage, facts.Stored, facts.Stored);
            }
        }
        else if (reader.NameIs("item"u8) && (_stored is not null || Kept is not null))
        {
            ReadItem(ref reader);
        }
        else
        {
            reader.SkipMember();
        }
    }

    // The events that open a response hold one too, without counters yet.
    protected override EventFacts Facts() =>
        new(_kind == EventKind.Other && _contentBytes > 0 ? EventKind.Content : _kind, _usage?.Output is null ? null : _usage, _contentBytes, Finishes: 0)
        {
            EndsPart = _endsPart,
            Stored = _told,
        };

    // Its name counts from the moment at which the client knows it, whether the stream comes to its end or not.
    private void ReadItem(ref Utf8JsonReader reader)
    {
        if (_beginsItem && Kept is not null)
        {
            KeepCall(reader, Kept);
        }

        if (_stored is not { } stored)
        {
            reader.SkipMember();
            return;
        }

        if (!reader.EnterObject())
        {
            return;
        }

        List<StoredPart> parts = [.. stored.Parts];
        StoredPartReader.ReadItem(ref reader, parts);
        if (parts.Count > stored.Parts.Count)
        {
            _stored = _told = stored with { Parts = parts };
        }
    }

    // The name of a tool that is called stands only in what opens the call. Read on a copy.
    private static void KeepCall(Utf8JsonReader reader, KeptText kept)
    {
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = reader.NameIs("name"u8);
            reader.Read();
            if (isName && reader.TokenType == JsonTokenType.String)
            {
                kept.Add(reader, isName: true);
            }

            reader.Skip();
        }
    }

    private static bool IsPartEnd(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && (reader.NameIs("response.output_text.done"u8) || reader.NameIs("response.content_part.done"u8) || reader.NameIs("response.output_item.done"u8));

    private static EventKind KindOf(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? EventKind.Other
        : reader.NameIs("response.completed"u8) || reader.NameIs("response.incomplete"u8) ? EventKind.Done
        : reader.NameIs("response.failed"u8) ? EventKind.Failed
        : reader.NameIs("error"u8) ? EventKind.Error
        : reader.NameIs("keepalive"u8) || reader.NameIs("ping"u8) ? EventKind.KeepAlive
        : EventKind.Other;
}
