using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Writes a whole answer.</summary>
internal static class GenerateAnswerWriter
{
    /// <exception cref="FormatException">The arguments of a call are no object.</exception>
    public static void Write(Utf8JsonWriter writer, Answer answer, AnswerContext context)
    {
        var response = new ResponseWriter(writer, context, answer.Losses) { Head = answer.Head };
        response.Begin();
        foreach (var (index, candidate) in answer.Candidates)
        {
            response.BeginCandidate();
            var text = new ArrayBufferWriter<byte>();
            Seal? lone = null;
            for (var i = 0; i < candidate.Parts.Count; i++)
            {
                var part = candidate.Parts[i];
                if (part.Kind == AnswerPartKind.Text)
                {
                    text.Write(part.Text.Decoded());
                }

                if (GoesWithNext(candidate.Parts, i))
                {
                    lone = part.Seal;
                    continue;
                }

                WritePart(response, part, lone);
                lone = null;
            }

            response.EndContent();
            if (candidate.Finish is { } finish)
            {
                response.WriteFinish(finish);
            }

            GroundingWriter.Write(writer, [.. candidate.Parts.SelectMany(part => part.Citations)], text.WrittenSpan);
            List<TokenChance> chances = [.. candidate.Parts.SelectMany(part => part.Chances)];
            if (chances.Count > 0)
            {
                response.WriteChances(chances);
            }

            response.EndCandidate(index);
        }

        response.End(answer.Usage);
    }

    // A thought of another provider's that nobody can read is a part without a text, which Vercel's SDK throws away.
    private static bool GoesWithNext(List<AnswerPart> parts, int index) =>
        parts[index] is { Kind: AnswerPartKind.Reasoning, IsEmpty: true, Seal: { Origin: not SealOrigin.Gemini } }
        && index + 1 < parts.Count
        && parts[index + 1] is { Kind: AnswerPartKind.Text, IsEmpty: false } or { Kind: AnswerPartKind.ToolCall, Seal: null };

    private static void WritePart(ResponseWriter response, AnswerPart part, Seal? before)
    {
        switch (part.Kind)
        {
            case AnswerPartKind.Text when !part.IsEmpty:
                response.WriteText(part.Text, before);
                break;
            case AnswerPartKind.Reasoning when !part.IsEmpty || part.Seal is not null:
                response.WriteThought(part.Text, part.Seal);
                break;
            case AnswerPartKind.Refusal:
                response.WriteRefusal(part.Text);
                break;
            case AnswerPartKind.ToolCall:
                response.WriteCall(part.Id, part.Name, part.Text, part.Seal ?? before);
                break;
            default:
                break;
        }
    }
}
