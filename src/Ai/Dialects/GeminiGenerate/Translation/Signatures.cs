using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>
/// Finds the part that each of Gemini's signatures belongs to. In other protocols the signature of a call is a thought before it,
/// and so is that of a text behind it.
/// </summary>
internal static class Signatures
{
    /// <summary>The seal of each part.</summary>
    public static Seal?[] Place(IReadOnlyList<Part> parts)
    {
        var seals = new Seal?[parts.Count];
        for (var i = 0; i < parts.Count; i++)
        {
            switch (parts[i])
            {
                case ToolCallPart { Seal: { } seal }:
                    seals[i] = seal;
                    break;
                case ReasoningPart { Seal: { } seal } thought:
                    seals[PlaceOf(parts, seals, i, seal, thought)] = seal;
                    break;
                default:
                    break;
            }
        }

        return seals;
    }

    private static int PlaceOf(IReadOnlyList<Part> parts, Seal?[] seals, int index, Seal seal, ReasoningPart thought)
    {
        if (seal.Origin != SealOrigin.Gemini)
        {
            return index;
        }

        if (index + 1 < parts.Count && parts[index + 1] is ToolCallPart { Seal: null })
        {
            return index + 1;
        }

        var standsAlone = thought.Text is not { IsEmpty: false };
        return standsAlone && !seal.IsThought && index > 0 && parts[index - 1] is TextPart && seals[index - 1] is null ? index - 1 : index;
    }
}
