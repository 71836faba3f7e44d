using System.Text.Json;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Json;
using FerroGate.Core.Stored;

namespace FerroGate.Ai.Dialects.OpenAiResponses;

/// <summary>
/// Finds what the lists of a Responses request name of what the provider has stored. Each reads on a copy of the reader, which
/// stays where it is.
/// </summary>
internal sealed class ResponsesReferences
{
    /// <summary>Each is looked up, and no conversation that a model can read has as many.</summary>
    public const int Most = 2_000;

    private const string ItemPath = "input[*].id";
    private const string ItemContainerPath = "input[*].container_id";
    private const string ToolContainerPath = "tools[*].container";

    private readonly List<StoredReference> _found = [];

    public IReadOnlyList<StoredReference> All => _found;

    public bool IsTooMany => _found.Count > Most;

    public void Add(StoredReference reference)
    {
        // One more than there may be tells that there are too many; the rest would only take memory.
        if (!IsTooMany)
        {
            _found.Add(reference);
        }
    }

    /// <summary>
    /// Items that are only named, and the names of those that are there with what they hold. What has a name, no content and no
    /// type is named only, too: OpenAI reads it so.
    /// </summary>
    public void OfInput(Utf8JsonReader reader)
    {
        var item = reader.CurrentDepth + 1;
        while (reader.Read() && reader.CurrentDepth >= item)
        {
            if (reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == item)
            {
                ReadItem(ref reader);
            }
        }
    }

    /// <summary>Containers of earlier requests, whatever holds them; a new one is asked for with an object.</summary>
    public void OfTools(Utf8JsonReader reader) => ReadInside(ref reader, ToolContainerPath, StoredNeed.Always);

    private void ReadItem(ref Utf8JsonReader reader)
    {
        var first = _found.Count;
        var shape = default(ResponsesItemShape);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            shape.See(reader);
            if (reader.NameIs("id"u8) || reader.NameIs("approval_request_id"u8))
            {
                Note(ref reader, ItemPath, StoredKind.Item, StoredNeed.Never);
            }
            else
            {
                ReadMember(ref reader, ItemContainerPath, StoredNeed.Never);
            }
        }

        var need = shape.Need;
        for (var i = first; i < _found.Count; i++)
        {
            _found[i] = _found[i] with { Need = need < _found[i].Need ? need : _found[i].Need };
        }
    }

    // Stands on the name. Where code has run is only told of; the container of an environment or a tool is run in again.
    private void ReadMember(ref Utf8JsonReader reader, string path, StoredNeed need)
    {
        if (FreeMembers.Has(reader))
        {
            reader.SkipMember();
        }
        else if (reader.NameIs("container_id"u8))
        {
            Note(ref reader, path, StoredKind.Container, need);
        }
        else
        {
            var isContainer = reader.NameIs("container"u8);
            var isUsed = isContainer || reader.NameIs("environment"u8) || reader.NameIs("tools"u8);
            var inside = isUsed && need == StoredNeed.Never ? StoredNeed.Natively : need;
            reader.Read();
            if (isContainer && reader.TokenType == JsonTokenType.String)
            {
                Add(new StoredReference(path, JsonNames.TextOf(reader), StoredKind.Container, inside));
            }

            ReadInside(ref reader, path, inside);
        }
    }

    // Stands on the value.
    private void ReadInside(ref Utf8JsonReader reader, string path, StoredNeed need)
    {
        var depth = reader.CurrentDepth;
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadMember(ref reader, path, need);
            }
        }
    }

    private void Note(ref Utf8JsonReader reader, string path, StoredKind kind, StoredNeed need)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            Add(new StoredReference(path, JsonNames.TextOf(reader), kind, need));
        }

        reader.Skip();
    }
}
