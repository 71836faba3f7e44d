using System.Text.Json;
using FerroGate.Ai.Counting;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>Reads the <c>choices</c> of a chunk.</summary>
internal static class ChoiceReader
{
    /// <summary>Reads the array that the reader stands on; <c>false</c> when it is empty.</summary>
    public static bool ReadAll(ref Utf8JsonReader reader, ref ChoiceFacts facts, FinishedChoices finished, KeptText? kept)
    {
        var position = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadOne(ref reader, ref facts, position, finished, kept);
            }
            else
            {
                reader.Skip();
            }

            position++;
        }

        return position > 0;
    }

    // Servers that only speak as OpenAI does leave out the number.
    private static void ReadOne(ref Utf8JsonReader reader, ref ChoiceFacts facts, int position, FinishedChoices finished, KeptText? kept)
    {
        long index = position;
        var isFinished = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("finish_reason"u8))
            {
                reader.Read();
                isFinished = reader.TokenType == JsonTokenType.String;
                reader.Skip();
            }
            else if (reader.NameIs("index"u8))
            {
                index = reader.ReadCounter() ?? index;
            }
            else if (reader.NameIs("delta"u8))
            {
                reader.Read();
                facts.ContentBytes += ContentMeter.Measure(ref reader, kept);
            }
            else
            {
                reader.SkipMember();
            }
        }

        if (isFinished)
        {
            facts.Finishes++;
            finished.Add(index);
        }
    }
}
