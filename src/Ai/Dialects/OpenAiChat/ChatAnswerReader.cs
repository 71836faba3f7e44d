using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>Reads what the gateway must know of a plain chat answer.</summary>
internal sealed class ChatAnswerReader : AnswerReader
{
    private TokenUsage _usage = TokenUsage.Unknown;
    private long _contentBytes;
    private bool _hasChoices;
    private bool _hasError;

    protected override void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.NameIs("usage"u8))
        {
            if (reader.EnterObject())
            {
                _usage = ChatUsageReader.Read(ref reader);
            }
        }
        else if (reader.NameIs("choices"u8))
        {
            _hasChoices = true;
            _contentBytes = reader.MeasureMember();
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

    protected override AnswerFacts Facts() => new(_usage, _contentBytes, _hasError && !_hasChoices);
}
