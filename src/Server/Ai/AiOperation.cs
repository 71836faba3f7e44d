using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiEmbeddings;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Dialects.OpenAiResponses.Stored;
using FerroGate.Ai.Dialects.TokenCounts;
using FerroGate.Ai.Envelopes;
using FerroGate.Core.Keys;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Server.Ai;

/// <summary>What an AI path asks for.</summary>
/// <param name="Kind">Which rooms it goes through.</param>
/// <param name="Dialect">The protocol that the client speaks.</param>
/// <param name="Name">Its name in records and metrics.</param>
/// <param name="Scope">The scope that it needs.</param>
internal sealed record AiOperation(AiOperationKind Kind, IDialect Dialect, string Name, Scope Scope)
{
    /// <summary>The model that the path names, for <see cref="AiOperationKind.ModelShow"/>.</summary>
    public string? ModelId { get; init; }

    /// <summary>What a model must be capable of, where its config says what it is capable of.</summary>
    public string Capability { get; init; } = "chat";

    /// <summary>The key may stand in <c>?key=</c>, as clients of Google's APIs send it.</summary>
    public bool TakesKeyInQuery => Dialect == GenerateDialect.Instance || Dialect == TokenCountDialect.Generate;

    /// <summary>The protocol that the client speaks, as config names it.</summary>
    public string Protocol =>
        Dialect == ResponsesDialect.Instance || Dialect == StoredResponseDialect.Instance || Dialect == TokenCountDialect.Responses ? ProviderKind.Responses
        : Dialect == MessagesDialect.Instance || Dialect == TokenCountDialect.Messages ? ProviderKind.Messages
        : TakesKeyInQuery ? ProviderKind.Gemini
        : Dialect == EmbeddingsDialect.Instance ? ProviderKind.Embeddings
        : ProviderKind.Chat;

    /// <summary>What the path says of the request.</summary>
    public RequestAddress Address { get; init; }
}
