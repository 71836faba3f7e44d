using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects;

/// <summary>Measures what a model wrote.</summary>
internal static class ContentMeter
{
    /// <summary>
    /// The bytes of every string in the value that the reader stands on, but for roles, types and ids: everything else in a part of
    /// an answer is something that the model wrote. Stands on the value's end afterwards.
    /// </summary>
    public static int Measure(ref Utf8JsonReader reader)
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
