using System.Text.Json;

namespace FerroGate.Ai.Json;

/// <summary>Reads the value behind the name that a reader stands on. The reader stands on the value's end afterwards.</summary>
internal static class JsonMembers
{
    private const long MostTokens = 1_000_000_000_000;

    /// <summary>Passes over it.</summary>
    public static void SkipMember(this ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Passes over it, and tells how many bytes it has.</summary>
    public static long MeasureMember(this ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = reader.TokenStartIndex;
        reader.Skip();
        return reader.BytesConsumed - start;
    }

    /// <summary>It is an object, whose members are read next; anything else is passed over.</summary>
    public static bool EnterObject(this ref Utf8JsonReader reader) => reader.Enter(JsonTokenType.StartObject);

    /// <summary>It is an array, whose items are read next; anything else is passed over.</summary>
    public static bool EnterArray(this ref Utf8JsonReader reader) => reader.Enter(JsonTokenType.StartArray);

    /// <summary>It is an object or a text, as errors are; passes over it.</summary>
    public static bool ReadIsError(this ref Utf8JsonReader reader)
    {
        reader.Read();
        var isError = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String;
        reader.Skip();
        return isError;
    }

    /// <summary>It is a text; passes over it.</summary>
    public static bool ReadIsString(this ref Utf8JsonReader reader)
    {
        reader.Read();
        var isString = reader.TokenType == JsonTokenType.String;
        reader.Skip();
        return isString;
    }

    /// <summary>
    /// It as a counter of tokens. What is no whole number of at least zero is no counter, and neither is what no model can read or
    /// write: sums and costs are made of these.
    /// </summary>
    public static long? ReadCounter(this ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) && value is >= 0 and <= MostTokens)
        {
            return value;
        }

        reader.Skip();
        return null;
    }

    private static bool Enter(this ref Utf8JsonReader reader, JsonTokenType kind)
    {
        reader.Read();
        if (reader.TokenType == kind)
        {
            return true;
        }

        reader.Skip();
        return false;
    }
}
