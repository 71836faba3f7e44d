using System.Text.Json;

namespace FerroGate.Ai.Json;

/// <summary>What providers send as JSON.</summary>
public static class AnswerJson
{
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 256 };

    /// <summary>The bytes are one whole value.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Deep);
            while (reader.Read())
            {
                // Only whether it comes to its end.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
