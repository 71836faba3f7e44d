using System.Text.Json;
using FerroGate.Ai.Counting;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects;

/// <summary>Measures what a model wrote.</summary>
internal static class ContentMeter
{
    /// <summary>
    /// The bytes of every string in the value that the reader stands on, but for roles, types and ids: everything else in a part of
    /// an answer is something that the model wrote. Stands on the value's end afterwards.
    /// </summary>
    /// <param name="reader">The reader.</param>
    /// <param name="kept">Keeps the strings.</param>
    public static int Measure(ref Utf8JsonReader reader, KeptText? kept = null)
    {
        var depth = reader.CurrentDepth;
        var bytes = 0;
        var (isLabel, isSealed, isName) = (false, false, false);
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    isLabel = reader.NameIs("role"u8) || reader.NameIs("type"u8) || reader.NameIs("id"u8);
                    isSealed = kept is not null && IsSealed(reader);
                    isName = reader.NameIs("name"u8);
                    break;
                case JsonTokenType.String when !isLabel:
                    bytes += reader.ValueSpan.Length;
                    if (!isSealed)
                    {
                        kept?.Add(reader, isName);
                    }

                    break;
                default:
                    break;
            }
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());

        return bytes;
    }

    // What is no text of the model, though it comes with it.
    private static bool IsSealed(in Utf8JsonReader reader) =>
        reader.NameIs("signature"u8) || reader.NameIs("thoughtSignature"u8) || reader.NameIs("encrypted_content"u8) || reader.NameIs("data"u8)
        || reader.NameIs("call_id"u8) || reader.NameIs("status"u8);
}
