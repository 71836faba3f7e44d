using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>How likely a token was.</summary>
/// <param name="Token">The token.</param>
/// <param name="Logprob">The logarithm of its probability, as the provider spelled the number.</param>
public sealed record TokenChance(JsonText Token, JsonElement Logprob)
{
    /// <summary>Its UTF-8 bytes as a JSON array of numbers, in a protocol that says them.</summary>
    public JsonElement? Bytes { get; init; }

    /// <summary>What could have stood there, the likeliest first.</summary>
    public IReadOnlyList<TokenChance> Others { get; init; } = [];
}
