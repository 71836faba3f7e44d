using System.Text.Json;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations;

/// <summary>What the text of the answer must be.</summary>
/// <param name="Schema">The JSON schema that it fits; <c>null</c> for any JSON.</param>
public sealed record AnswerFormat(Carried<JsonElement>? Schema)
{
    /// <summary>The name of the schema, in a protocol that has one.</summary>
    public Carried<JsonText>? Name { get; init; }

    public Carried<JsonText>? Description { get; init; }

    public Carried<bool>? Strict { get; init; }

    /// <summary>Names what is said of the schema, for protocols that have the schema alone. A description is for the model, a name is not.</summary>
    public void LoseWords(Losses losses)
    {
        if (Name is { } name)
        {
            losses.Add(name.Path, LossReason.Label);
        }

        if (Description is { } description)
        {
            losses.Add(description.Path, LossReason.Unsupported);
        }
    }
}
