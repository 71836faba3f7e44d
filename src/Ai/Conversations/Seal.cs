using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations;

/// <summary>
/// Bytes by which a provider knows a thought of its own: a signature, or the thought itself, encrypted. Only the provider that
/// made it can read it, so in the words of another protocol it says whose it is.
/// </summary>
/// <param name="Origin">The protocol of the provider: the prefix of a wrapped one.</param>
/// <param name="Value">The bytes as the provider wrote them.</param>
/// <param name="IsThought">It is the thought itself, and not the signature of one that is readable.</param>
public sealed record Seal(SealOrigin Origin, JsonText Value, bool IsThought = false)
{
    private const string Mark = "ferrogate.";
    private const string Thought = "thought.";

    /// <summary>It as another protocol carries it: <c>ferrogate.ORIGIN.VALUE</c>, or <c>ferrogate.ORIGIN.thought.VALUE</c>.</summary>
    public JsonText Wrapped() =>
        JsonText.Join(default, [JsonText.Of($"{Mark}{Origin.ToString().ToLowerInvariant()}.{(IsThought ? Thought : "")}"), Value]);

    /// <summary>Reads what a client sends back: a wrapped one of any provider, or one of the protocol's own.</summary>
    /// <param name="value">What stands in the client's request.</param>
    /// <param name="own">Whose it is where nothing says it.</param>
    /// <param name="isThought">What it is where nothing says it.</param>
    public static Seal Read(JsonText value, SealOrigin own, bool isThought = false)
    {
        var text = value.Escaped;
        foreach (var origin in Enum.GetValues<SealOrigin>())
        {
            var prefix = System.Text.Encoding.ASCII.GetBytes($"{Mark}{origin.ToString().ToLowerInvariant()}.");
            if (!text.StartsWith(prefix))
            {
                continue;
            }

            var rest = text[prefix.Length..];
            return rest.StartsWith("thought."u8)
                ? new Seal(origin, JsonText.OfEscaped(rest[Thought.Length..]), IsThought: true)
                : new Seal(origin, JsonText.OfEscaped(rest));
        }

        return new Seal(own, value, isThought);
    }
}
