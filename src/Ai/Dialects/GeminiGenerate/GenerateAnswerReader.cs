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

    protected override void ReadValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            base.ReadValue(ref reader);
            return;
        }

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
            _contentBytes += CandidateReader.Read(ref reader).ContentBytes;
        }
        else if (reader.NameIs("promptFeedback"u8))
        {
            _hasAnswer = true;
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

    protected override AnswerFacts Facts() => new(_usage, _contentBytes, _hasError && !_hasAnswer);
}
