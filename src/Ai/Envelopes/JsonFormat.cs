using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Envelopes;

/// <summary>The member of a request that says in which form its answer is to be. Both read on a copy of the reader.</summary>
internal static class JsonFormat
{
    /// <summary>The value is an object that asks for JSON: its <c>type</c> is <c>json_object</c> or <c>json_schema</c>.</summary>
    public static bool Is(Utf8JsonReader reader) =>
        Finds(ref reader, "type"u8) && reader.TokenType == JsonTokenType.String && (reader.NameIs("json_schema"u8) || reader.NameIs("json_object"u8));

    /// <summary>One of its members is such an object.</summary>
    public static bool IsIn(Utf8JsonReader reader, ReadOnlySpan<byte> member) => Finds(ref reader, member) && Is(reader);

    private static bool Finds(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.NameIs(name);
            reader.Read();
            if (isIt)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
