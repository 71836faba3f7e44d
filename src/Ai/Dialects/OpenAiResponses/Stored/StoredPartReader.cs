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
        var tellsContainers = !IsForeign(reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("id"u8))
            {
                Add(ReadId(ref reader), StoredKind.Item, parts);
            }
            else if (!tellsContainers)
            {
                reader.SkipMember();
            }
            else
            {
                ReadContainers(ref reader, parts);
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

    // What a server of tools has said, which anybody may run: it could name the containers of others. On a copy of the reader.
    private static bool IsForeign(Utf8JsonReader reader)
    {
        var isForeign = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.NameIs("type"u8);
            reader.Read();
            isForeign |= isType && reader.TokenType == JsonTokenType.String
                && (reader.NameIs("mcp_list_tools"u8) || reader.NameIs("mcp_call"u8) || reader.NameIs("mcp_approval_request"u8));
            reader.Skip();
        }

        return isForeign;
    }

    // A container may stand as deep as an environment, a tool or a citation has it.
    private static void ReadContainers(ref Utf8JsonReader reader, List<StoredPart> parts)
    {
        if (FreeMembers.Has(reader))
        {
            reader.SkipMember();
            return;
        }

        var isContainer = reader.NameIs("container_id"u8) || reader.NameIs("container"u8);
        reader.Read();
        if (isContainer && reader.TokenType == JsonTokenType.String)
        {
            var id = JsonNames.TextOf(reader);
            Add(StoredCall.IsId(id) ? id : null, StoredKind.Container, parts);
        }

        var depth = reader.CurrentDepth;
        var isNested = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        while (isNested && reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadContainers(ref reader, parts);
            }
        }
    }

    private static void Add(string? id, StoredKind kind, List<StoredPart> parts)
    {
        if (id is not null && !parts.Contains(new StoredPart(id, kind)))
        {
            parts.Add(new StoredPart(id, kind));
        }
    }
}
