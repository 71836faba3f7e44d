using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>
/// The <c>encrypted_content</c> of a reasoning item. The id of the item does not go along: a client could put another one in its place,
/// which OpenAI would look up among what it has stored for all tenants. Without an id it opens the content alone, under a wrong one it does not.
/// </summary>
internal static class ResponsesSeal
{
    /// <summary>Of what a provider says.</summary>
    public static Seal Of(JsonText content) => new(SealOrigin.OpenAi, content, IsThought: true);

    /// <summary>Of what a client sends back.</summary>
    public static Seal Read(JsonText content) => Seal.Read(content, SealOrigin.OpenAi, isThought: true);
}
