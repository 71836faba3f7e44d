using System.Text;
using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Envelopes;

/// <summary>Reads the pairs of <c>metadata</c>. A value that is a list, an object or nothing is not among them: no rule can name one.</summary>
internal static class MetadataReader
{
    /// <param name="reader">A copy that stands on the value.</param>
    /// <param name="most">How many members there may be.</param>
    /// <returns>The pairs, in their order and each as often as it is there; <c>null</c> where there are too many.</returns>
    public static List<KeyValuePair<string, string>>? Read(Utf8JsonReader reader, int most)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        if (reader.TokenType != JsonTokenType.StartObject)
            return pairs;

        for (var members = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; members++)
        {
            if (members == most)
                return null;

            var name = JsonNames.TextOf(reader);
            reader.Read();
            if (ValueOf(reader) is { } value)
                pairs.Add(new(name, value));

            reader.Skip();
        }

        return pairs;
    }

    private static string? ValueOf(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => JsonNames.TextOf(reader),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => null,
    };
}
