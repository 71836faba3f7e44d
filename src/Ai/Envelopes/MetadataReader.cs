using System.Text;
using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Envelopes;

/// <summary>Reads the pairs of <c>metadata</c>. A value that is a list, an object or nothing is not among them: no rule can name one.</summary>
internal static class MetadataReader
{
    /// <param name="reader">A copy that stands on the value.</param>
    /// <param name="most">How many pairs there may be.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="wrong">What it holds and must not.</param>
    public static bool TryRead(Utf8JsonReader reader, int most, out List<KeyValuePair<string, string>> pairs, out string? wrong)
    {
        (pairs, wrong) = ([], null);
        if (reader.TokenType != JsonTokenType.StartObject)
            return true;

        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonNames.TextOf(reader);
            if (names.Count == most || !names.Add(name))
            {
                wrong = names.Count == most ? $"more than {most} members" : "a name twice";
                return false;
            }

            reader.Read();
            if (ValueOf(reader) is { } value)
                pairs.Add(new(name, value));

            reader.Skip();
        }

        return true;
    }

    private static string? ValueOf(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => JsonNames.TextOf(reader),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => null,
    };
}
