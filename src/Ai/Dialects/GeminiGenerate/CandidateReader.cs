using System.Text.Json;
using FerroGate.Ai.Counting;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate;

/// <summary>Reads the <c>candidates</c> of an answer or of one event of a stream.</summary>
internal static class CandidateReader
{
    /// <summary>Reads the member behind the name that the reader stands on.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="finished">Takes the candidates that have their finish reason.</param>
    /// <param name="kept">Keeps what the model wrote.</param>
    /// <returns>The bytes of what the model wrote, and how many candidates have their finish reason.</returns>
    public static (int ContentBytes, int Finishes) Read(ref Utf8JsonReader reader, FinishedChoices finished, KeptText? kept = null)
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

            // A number that is left out is zero.
            var (index, isFinished) = (0L, false);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.NameIs("content"u8))
                {
                    reader.Read();
                    bytes += ContentMeter.Measure(ref reader, kept);
                }
                else if (reader.NameIs("finishReason"u8))
                {
                    // A number where the client asked for numbers in place of names.
                    reader.Read();
                    isFinished = reader.TokenType is JsonTokenType.String or JsonTokenType.Number;
                    reader.Skip();
                }
                else if (reader.NameIs("index"u8))
                {
                    index = reader.ReadCounter() ?? index;
                }
                else
                {
                    reader.SkipMember();
                }
            }

            if (isFinished)
            {
                finishes++;
                finished.Add(index);
            }
        }

        return (bytes, finishes);
    }
}
