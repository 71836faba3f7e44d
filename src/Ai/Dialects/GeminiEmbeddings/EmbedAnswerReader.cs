using System.Text.Json;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.GeminiEmbeddings;

/// <summary>Reads what the gateway must know of Gemini's embeddings. Older models do not tell what they cost.</summary>
internal sealed class EmbedAnswerReader : AnswerReader
{
    private TokenUsage _usage = TokenUsage.Unknown;
    private bool _hasEmbeddings;
    private bool _hasError;

    protected override void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.NameIs("usageMetadata"u8))
        {
            if (reader.EnterObject())
            {
                _usage = GenerateUsageReader.Read(ref reader);
            }
        }
        else if (reader.NameIs("embeddings"u8))
        {
            _hasEmbeddings = true;
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

    protected override AnswerFacts Facts() => new(_usage with { Output = 0 }, ContentBytes: 0, _hasError && !_hasEmbeddings);
}
