using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate;

/// <summary>Reads the <c>candidates</c> of an answer or of one event of a stream.</summary>
internal static class CandidateReader
{
    /// <summary>Reads the member behind the name that the reader stands on.</summary>
    /// <returns>The bytes of what the model wrote, and how many candidates have their finish reason.</returns>
    public static (int ContentBytes, int Finishes) Read(ref Utf8JsonReader reader)
    {
        var (bytes, finishes) = (0, 0);
        if (!reader.EnterArray())
        {
            return (bytes, finishes);
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.NameIs("content"u8))
                {
                    reader.Read();
                    bytes += ContentMeter.Measure(ref reader);
                }
                else if (reader.NameIs("finishReason"u8))
                {
                    // A number where the client asked for numbers in place of names.
                    reader.Read();
                    finishes += reader.TokenType is JsonTokenType.String or JsonTokenType.Number ? 1 : 0;
                    reader.Skip();
                }
                else
                {
                    reader.SkipMember();
                }
            }
        }

        return (bytes, finishes);
    }
}
