using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>What the writer of an answer must know of the request that it answers.</summary>
/// <param name="Request">The client's request, for what its protocol repeats in the answer. It lives as long as the answer is written.</param>
/// <param name="Now">The time in seconds since 1970, for answers whose provider does not say one.</param>
public sealed record AnswerContext(JsonElement Request, long Now)
{
    /// <summary>The model of the request, for answers whose provider does not name one.</summary>
    public required string Model { get; init; }

    /// <summary>The exchange, of which ids are made where the provider gives none.</summary>
    public required string ExchangeId { get; init; }

    /// <summary>The stream goes as server-sent events, and not as one JSON array, in a protocol that has both.</summary>
    public bool AsEvents { get; init; } = true;

    /// <summary>The id of a tool call whose provider gives none.</summary>
    public JsonText CallId(int candidate, int call) =>
        JsonText.Of($"call_{ExchangeId.Replace("-", "", StringComparison.Ordinal)}{(candidate > 0 ? $"_{candidate}" : "")}_{call}");
}
