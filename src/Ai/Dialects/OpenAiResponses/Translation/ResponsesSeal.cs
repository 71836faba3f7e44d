using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>
/// The <c>encrypted_content</c> of a reasoning item. OpenAI binds it to the id of the item, and refuses it under another; so the id
/// goes along in the seal, as <c>ID|CONTENT</c>. Base64 has no such letter.
/// </summary>
internal static class ResponsesSeal
{
    /// <summary>Of what a provider says.</summary>
    public static Seal Of(JsonText? id, JsonText content) => new(
        SealOrigin.OpenAi,
        id is { IsEmpty: false } item ? JsonText.Join("|"u8, [item, content]) : content,
        IsThought: true);

    /// <summary>Of what a client sends back: the id of an item is ours where the seal is wrapped, and the provider's where it is not.</summary>
    public static Seal Read(JsonText? id, JsonText content) => content.Escaped.StartsWith("ferrogate."u8)
        ? Seal.Read(content, SealOrigin.OpenAi, isThought: true)
        : Of(id, content);

    /// <summary>The id of the item, where it is known, and its content.</summary>
    public static (JsonText? Id, JsonText Content) Split(Seal seal)
    {
        var text = seal.Value.Escaped;
        return text.LastIndexOf((byte)'|') is > 0 and var mark
            ? (JsonText.OfEscaped(text[..mark]), JsonText.OfEscaped(text[(mark + 1)..]))
            : (null, seal.Value);
    }
}
