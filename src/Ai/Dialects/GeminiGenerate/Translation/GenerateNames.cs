using System.Text.Json;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>The names in a stream of Gemini, which every event repeats.</summary>
internal static class GenerateNames
{
    public static void Note(JsonElement data, SentNames names)
    {
        names.Begin(data.TextOf("responseId"u8), data.TextOf("modelVersion"u8), null);
        if (data.Member("candidates"u8) is not { ValueKind: JsonValueKind.Array } candidates)
        {
            return;
        }

        foreach (var candidate in candidates.EnumerateArray())
        {
            if (candidate.Member("content"u8)?.Member("parts"u8) is { ValueKind: JsonValueKind.Array } parts && !parts.EnumerateArray().All(IsText))
            {
                names.GiveUp();
            }
        }
    }

    // Code and pictures are for nobody else to go on from.
    private static bool IsText(JsonElement part) => part.Member("text"u8) is { ValueKind: JsonValueKind.String };
}
