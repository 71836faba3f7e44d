using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.GeminiGenerate;

/// <summary>Reads what the gateway must know of a plain answer of Gemini, or of a stream that came as one JSON array.</summary>
internal sealed class GenerateAnswerReader : AnswerReader
{
    private TokenUsage _usage = TokenUsage.Unknown;
    private long _contentBytes;
    private bool _hasAnswer;
    private bool _hasError;
    private bool _hasEnd;
    private bool _isStream;

    protected override void ReadValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            base.ReadValue(ref reader);
            return;
        }

        _isStream = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            base.ReadValue(ref reader);
        }
    }

    protected override void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.NameIs("usageMetadata"u8))
        {
            if (reader.EnterObject())
            {
                _usage = GenerateUsageReader.Read(ref reader);
            }
        }
        else if (reader.NameIs("candidates"u8))
        {
            _hasAnswer = true;
            var (bytes, finishes) = CandidateReader.Read(ref reader, new FinishedChoices());
            _contentBytes += bytes;
            _hasEnd |= finishes > 0;
        }
        else if (reader.NameIs("promptFeedback"u8))
        {
            _hasAnswer = _hasEnd = true;
            reader.SkipMember();
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

    // A stream that was never finished is half an answer, and one that ends with an error is none.
    protected override AnswerFacts? Facts() => _isStream && !_hasEnd && !_hasError
        ? null
        : new(_usage, _contentBytes, _hasError && (_isStream || !_hasAnswer));
}
