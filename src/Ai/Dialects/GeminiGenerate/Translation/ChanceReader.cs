using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Reads a <c>logprobsResult</c>: what was chosen, and beside it what could have been, step by step.</summary>
internal static class ChanceReader
{
    public static void Read(IAnswerSink sink, int candidate, JsonElement result)
    {
        if (result.Member("chosenCandidates"u8) is not { ValueKind: JsonValueKind.Array } chosen)
        {
            return;
        }

        List<JsonElement> steps = result.Member("topCandidates"u8) is { ValueKind: JsonValueKind.Array } top ? [.. top.EnumerateArray()] : [];
        var tokens = new List<TokenChance>();
        foreach (var (number, token) in chosen.EnumerateArray().Index())
        {
            if (Chance(token) is not { } chance)
            {
                continue;
            }

            var others = number < steps.Count && steps[number].Member("candidates"u8) is { ValueKind: JsonValueKind.Array } list ? list : default;
            tokens.Add(chance with
            {
                Others = others.ValueKind == JsonValueKind.Array ? [.. others.EnumerateArray().Select(Chance).OfType<TokenChance>()] : [],
            });
        }

        if (tokens.Count > 0)
        {
            sink.Chances(candidate, tokens);
        }
    }

    // A member that is left out is what protocol buffers start with: no text, and zero.
    private static TokenChance? Chance(JsonElement token) => token.ValueKind == JsonValueKind.Object
        ? new TokenChance(
            token.TextOf("token"u8) ?? JsonText.Empty,
            token.Member("logProbability"u8) is { ValueKind: JsonValueKind.Number } number ? number : JsonElement.Parse("0"u8))
        : null;
}
