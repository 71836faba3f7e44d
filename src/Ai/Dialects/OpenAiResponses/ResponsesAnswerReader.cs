using System.Text.Json;
using FerroGate.Ai.Dialects.OpenAiResponses.Stored;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiResponses;

/// <summary>Reads what the gateway must know of a response object: a plain answer, or what the last event of a stream holds.</summary>
internal sealed class ResponsesAnswerReader : AnswerReader
{
    private readonly List<StoredPart> _parts = [];
    private TokenUsage _usage = TokenUsage.Unknown;
    private string? _id;
    private StoredStatus? _status = StoredStatus.Finished;
    private long _contentBytes;
    private bool _hasOutput;
    private bool _hasError;
    private bool _isStored = true;
    private bool _isBackground;

    /// <summary>Reads a response object from its start; stands on its end afterwards.</summary>
    public AnswerFacts ReadNested(ref Utf8JsonReader reader)
    {
        ReadValue(ref reader);
        return Facts();
    }

    protected override void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.NameIs("usage"u8))
        {
            if (reader.EnterObject())
            {
                _usage = ResponsesUsageReader.Read(ref reader);
            }
        }
        else if (reader.NameIs("output"u8))
        {
            _hasOutput = true;
            ReadOutput(ref reader);
        }
        else if (reader.NameIs("id"u8))
        {
            _id = StoredPartReader.ReadId(ref reader);
        }
        else if (reader.NameIs("status"u8))
        {
            reader.Read();
            _status = StatusOf(ref reader);
            reader.Skip();
        }
        else if (reader.NameIs("store"u8))
        {
            reader.Read();
            _isStored = reader.TokenType != JsonTokenType.False;
            reader.Skip();
        }
        else if (reader.NameIs("background"u8))
        {
            reader.Read();
            _isBackground = reader.TokenType == JsonTokenType.True;
            reader.Skip();
        }
        else if (reader.NameIs("error"u8))
        {
            _hasError |= reader.ReadIsError();
        }
        else
        {
            reader.SkipMember();
        }
    }

    protected override AnswerFacts Facts() => new(_usage, _contentBytes, _status == StoredStatus.Failed || (_hasError && !_hasOutput))
    {
        Stored = _id is { } id && (_isStored || _isBackground) ? new StoredAnswer(id, _status ?? Guessed, _parts, _usage) : null,
    };

    // What is over has cost something, and a status that nobody has heard of yet may be one on the way there.
    private StoredStatus Guessed => _usage.Output is null ? StoredStatus.Running : StoredStatus.Finished;

    private void ReadOutput(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = reader.TokenStartIndex;
        var item = reader.CurrentDepth + 1;
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.CurrentDepth >= item)
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    StoredPartReader.ReadItem(ref reader, _parts);
                }
            }
        }
        else
        {
            reader.Skip();
        }

        _contentBytes = reader.BytesConsumed - start;
    }

    private static StoredStatus? StatusOf(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? StoredStatus.Finished
        : reader.NameIs("queued"u8) || reader.NameIs("in_progress"u8) ? StoredStatus.Running
        : reader.NameIs("failed"u8) ? StoredStatus.Failed
        : reader.NameIs("cancelled"u8) ? StoredStatus.Cancelled
        : reader.NameIs("completed"u8) || reader.NameIs("incomplete"u8) ? StoredStatus.Finished
        : null;
}
