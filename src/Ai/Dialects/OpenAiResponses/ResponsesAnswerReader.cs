using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiResponses;

/// <summary>Reads what the gateway must know of a response object: a plain answer, or what the last event of a stream holds.</summary>
internal sealed class ResponsesAnswerReader : AnswerReader
{
    private TokenUsage _usage = TokenUsage.Unknown;
    private long _contentBytes;
    private bool _hasOutput;
    private bool _hasError;
    private bool _hasFailed;

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
            _contentBytes = reader.MeasureMember();
        }
        else if (reader.NameIs("status"u8))
        {
            reader.Read();
            _hasFailed = reader.TokenType == JsonTokenType.String && reader.NameIs("failed"u8);
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

    protected override AnswerFacts Facts() => new(_usage, _contentBytes, _hasFailed || (_hasError && !_hasOutput));
}
