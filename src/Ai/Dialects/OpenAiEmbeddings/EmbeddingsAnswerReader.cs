using System.Text.Json;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiEmbeddings;

/// <summary>Reads what the gateway must know of embeddings: their <c>usage</c>, which tells no output, for there is none.</summary>
internal sealed class EmbeddingsAnswerReader : AnswerReader
{
    private TokenUsage _usage = TokenUsage.Unknown;
    private bool _hasData;
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
        else if (reader.NameIs("data"u8))
        {
            _hasData = true;
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

    protected override AnswerFacts Facts() => new(_usage with { Output = 0 }, ContentBytes: 0, _hasError && !_hasData);
}
