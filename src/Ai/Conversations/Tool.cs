using System.Text.Json;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations;

/// <summary>A function that the model may call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Where it stands.</param>
public sealed record Tool(JsonText Name, string Path)
{
    public JsonText? Description { get; init; }

    /// <summary>The JSON schema of its arguments; <c>null</c> where it takes none.</summary>
    public Carried<JsonElement>? Schema { get; init; }

    /// <summary>The arguments must fit the schema.</summary>
    public Carried<bool>? Strict { get; init; }

    public CacheMark? Cache { get; init; }
}
