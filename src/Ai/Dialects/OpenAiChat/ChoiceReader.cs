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
                facts.ContentBytes += MeasureContent(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    // Every string of a delta but its role, type and ids is something that the model wrote.
    private static int MeasureContent(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        var bytes = 0;
        var isLabel = false;
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    isLabel = reader.NameIs("role"u8) || reader.NameIs("type"u8) || reader.NameIs("id"u8);
                    break;
                case JsonTokenType.String when !isLabel:
                    bytes += reader.ValueSpan.Length;
                    break;
                default:
                    break;
            }
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());

        return bytes;
    }
}
