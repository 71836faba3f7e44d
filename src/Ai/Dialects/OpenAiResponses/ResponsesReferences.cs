using System.Text.Json;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Json;
using FerroGate.Core.Stored;

namespace FerroGate.Ai.Dialects.OpenAiResponses;

/// <summary>
/// Finds what the lists of a Responses request name of what the provider has stored. Each reads on a copy of the reader, which
/// stays where it is.
/// </summary>
internal static class ResponsesReferences
{
    private const string ItemPath = "input[*].id";
    private const string ContainerPath = "tools[*].container";

    /// <summary>
    /// Items that are only named, and the names of those that are there with what they hold. What has a name, no content and no
    /// type is named only, too: OpenAI reads it so.
    /// </summary>
    public static void OfInput(Utf8JsonReader reader, List<StoredReference> found)
    {
        var item = reader.CurrentDepth + 1;
        while (reader.Read() && reader.CurrentDepth >= item)
        {
            if (reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == item)
            {
                ReadItem(ref reader, found);
            }
        }
    }

    /// <summary>Containers of earlier requests; a new one is asked for with an object.</summary>
    public static void OfTools(Utf8JsonReader reader, List<StoredReference> found)
    {
        var tool = reader.CurrentDepth + 1;
        while (reader.Read() && reader.CurrentDepth >= tool)
        {
            // The container itself, or that of an environment.
            var isContainer = reader.TokenType == JsonTokenType.PropertyName
                && ((reader.CurrentDepth == tool + 1 && reader.NameIs("container"u8))
                    || (reader.CurrentDepth == tool + 2 && reader.NameIs("container_id"u8)));
            if (isContainer && reader.Read() && reader.TokenType == JsonTokenType.String)
            {
                found.Add(new StoredReference(ContainerPath, JsonNames.TextOf(reader), StoredKind.Container));
            }
        }
    }

    private static void ReadItem(ref Utf8JsonReader reader, List<StoredReference> found)
    {
        var first = found.Count;
        var (hasContent, hasType, isReference) = (false, false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("id"u8) || reader.NameIs("approval_request_id"u8))
            {
                Note(ref reader, ItemPath, StoredKind.Item, found);
            }
            else if (reader.NameIs("container_id"u8))
            {
                Note(ref reader, "input[*].container_id", StoredKind.Container, found);
            }
            else if (reader.NameIs("type"u8))
            {
                reader.Read();
                hasType |= reader.TokenType == JsonTokenType.String;
                isReference |= reader.TokenType == JsonTokenType.String && reader.NameIs("item_reference"u8);
                reader.Skip();
            }
            else
            {
                hasContent |= reader.NameIs("content"u8);
                reader.SkipMember();
            }
        }

        if (isReference || (!hasType && !hasContent))
        {
            for (var i = first; i < found.Count; i++)
            {
                found[i] = found[i] with { IsNeeded = true };
            }
        }
    }

    private static void Note(ref Utf8JsonReader reader, string path, StoredKind kind, List<StoredReference> found)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            found.Add(new StoredReference(path, JsonNames.TextOf(reader), kind, IsNeeded: false));
        }

        reader.Skip();
    }
}
