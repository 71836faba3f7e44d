using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Reads texts and thoughts, and the signatures that stand on them.</summary>
internal static class ThoughtReader
{
    /// <summary>
    /// Adds a part with a text. A signature on a text that can be read is that of the thought behind it; one that stands alone is
    /// the thought itself. That of another provider is the thought before the text.
    /// </summary>
    public static void Add(List<Part> parts, JsonText? text, JsonText? signature, bool isThought, string path)
    {
        var isEmpty = text is not { IsEmpty: false };
        var seal = GenerateSeals.ReadBack(signature, isThought: isEmpty && !isThought);
        if (!isEmpty && !isThought && seal is { Origin: not SealOrigin.Gemini })
        {
            parts.Add(new ReasoningPart(null, seal, path));
            seal = null;
        }

        if (text is { } said && !isThought && (!isEmpty || seal is null))
        {
            parts.Add(new TextPart(said, path));
        }

        if (seal is not null || (isThought && !isEmpty))
        {
            parts.Add(new ReasoningPart(isThought && !isEmpty ? text : null, seal, path));
        }
    }

    /// <summary>
    /// The parts with thoughts that follow each other as one, as they were before a stream cut them: the signature of another
    /// provider is that of the whole.
    /// </summary>
    public static List<Part> Joined(List<Part> parts)
    {
        var joined = new List<Part>(parts.Count);
        var open = new List<ReasoningPart>();
        foreach (var part in parts)
        {
            var thought = part as ReasoningPart;
            if (thought is null or { Text: null, Seal: { Origin: SealOrigin.Gemini, IsThought: true } })
            {
                Close(joined, open);
                joined.Add(part);
                continue;
            }

            open.Add(thought);
            if (thought.Seal is not null)
            {
                Close(joined, open);
            }
        }

        Close(joined, open);
        return joined;
    }

    private static void Close(List<Part> joined, List<ReasoningPart> open)
    {
        if (open.Count > 0)
        {
            List<JsonText> texts = [.. open.Select(thought => thought.Text).OfType<JsonText>()];
            JsonText? text = texts.Count > 1 ? JsonText.Join(default, texts) : texts.Count == 1 ? texts[0] : null;
            joined.Add(open[0] with { Text = text, Seal = open[^1].Seal });
            open.Clear();
        }
    }
}
