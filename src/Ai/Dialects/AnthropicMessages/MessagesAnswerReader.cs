using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages;

/// <summary>Reads what the gateway must know of a plain answer of the Messages protocol.</summary>
internal sealed class MessagesAnswerReader : AnswerReader
{
    private MessagesUsage _usage;
    private long _contentBytes;
    private bool _hasContent;
    private bool _hasError;

    protected override void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.NameIs("usage"u8))
        {
            if (reader.EnterObject())
            {
                _usage.Read(ref reader);
            }
        }
        else if (reader.NameIs("content"u8))
        {
            _hasContent = true;
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

    protected override AnswerFacts Facts() => new(_usage.ToUsage(), _contentBytes, _hasError && !_hasContent);
}
