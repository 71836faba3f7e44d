namespace FerroGate.Core.Vocabularies;

/// <summary>A kind of provider, as far as config must know it.</summary>
/// <param name="Name">The name after <c>kind</c>.</param>
/// <param name="DefaultBaseUrl">The URL of a provider that does not say one; <c>null</c> where it must.</param>
/// <param name="IsBuiltIn">It answers inside the gateway: no URL, no credential, but latency and speed.</param>
public sealed record ProviderKind(string Name, string? DefaultBaseUrl, bool IsBuiltIn)
{
    public const string Chat = "chat";
    public const string Responses = "responses";
    public const string Messages = "messages";
    public const string Gemini = "gemini";

    /// <summary>OpenAI's embeddings, in which no conversation is held.</summary>
    public const string Embeddings = "embeddings";

    /// <summary>The protocols of conversations, as config names them.</summary>
    public static IReadOnlyList<string> Protocols { get; } = [Chat, Responses, Messages, Gemini];

    /// <summary>Those in which such a provider can be asked, where it speaks them.</summary>
    public IReadOnlyList<string> Speaks { get; init; } = [Chat, Responses];
}
