using System.Text.Json;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Json;
using FerroGate.Core.Stored;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Stored;

/// <summary>Reads the names that OpenAI gives to what belongs to a response.</summary>
internal static class StoredPartReader
{
    /// <summary>Reads an item of the output from its start; stands on its end afterwards.</summary>
    public static void ReadItem(ref Utf8JsonReader reader, List<StoredPart> parts)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var kind = reader.NameIs("id"u8) ? StoredKind.Item : reader.NameIs("container_id"u8) ? StoredKind.Container : default;
            if (kind == default)
            {
                reader.SkipMember();
            }
            else if (ReadId(ref reader) is { } id && !parts.Contains(new StoredPart(id, kind)))
            {
                parts.Add(new StoredPart(id, kind));
            }
        }
    }

    /// <summary>The name behind the member that the reader stands on; <c>null</c> for what can be none.</summary>
    public static string? ReadId(ref Utf8JsonReader reader)
    {
        reader.Read();
        var id = reader.TokenType == JsonTokenType.String ? JsonNames.TextOf(reader) : "";
        reader.Skip();
        return StoredCall.IsId(id) ? id : null;
    }
}
