using FerroGate.Ai.Conversations;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Reads texts and thoughts, and the signatures that stand on them.</summary>
internal static class ThoughtReader
{
    /// <summary>
    /// Adds a part with a text. A signature on a text that can be read is that of the thought behind it; one that stands alone is
    /// the thought itself. Thoughts that follow each other are one, as they were before a stream cut them: another provider's
    /// signature is that of the whole.
    /// </summary>
    public static void Add(List<Part> parts, JsonText? text, JsonText? signature, bool isThought, string path)
    {
        var isEmpty = text is not { IsEmpty: false };
        var seal = signature is { } value ? GenerateSeals.Read(value, isThought: isEmpty && !isThought) : null;
        if (isThought && parts.LastOrDefault() is ReasoningPart { Seal: null } before)
        {
            parts[^1] = before with { Text = isEmpty ? before.Text : JsonText.Join(default, [before.Text ?? default, text!.Value]), Seal = seal };
            return;
        }

        if (isThought)
        {
            if (!isEmpty || seal is not null)
            {
                parts.Add(new ReasoningPart(isEmpty ? null : text, seal, path));
            }

            return;
        }

        if (text is { } said && (!isEmpty || seal is null))
        {
            parts.Add(new TextPart(said, path));
        }

        if (seal is not null)
        {
            parts.Add(new ReasoningPart(null, seal, path));
        }
    }
}
