using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.TokenCounts;

/// <summary>Reads a count of tokens, which itself costs none.</summary>
internal sealed class CountAnswerReader : AnswerReader
{
    private bool _hasError;

    protected override void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.NameIs("error"u8))
        {
            _hasError |= reader.ReadIsError();
        }
        else
        {
            reader.SkipMember();
        }
    }

    protected override AnswerFacts Facts() => new(new TokenUsage { Input = 0, Output = 0 }, ContentBytes: 0, _hasError);
}
