using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>Reads the <c>choices</c> of a chunk.</summary>
internal static class ChoiceReader
{
    /// <summary>Reads the array that the reader stands on; <c>false</c> when it is empty.</summary>
    public static bool ReadAll(ref Utf8JsonReader reader, ref ChoiceFacts facts)
    {
        var any = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            any = true;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadOne(ref reader, ref facts);
            }
            else
            {
                reader.Skip();
            }
        }

        return any;
    }

    private static void ReadOne(ref Utf8JsonReader reader, ref ChoiceFacts facts)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("finish_reason"u8))
            {
                reader.Read();
                facts.Finishes += reader.TokenType == JsonTokenType.String ? 1 : 0;
                reader.Skip();
            }
            else if (reader.NameIs("delta"u8))
            {
                reader.Read();
                facts.ContentBytes += ContentMeter.Measure(ref reader);
            }
            else
            {
                reader.SkipMember();
            }
        }
    }
}
