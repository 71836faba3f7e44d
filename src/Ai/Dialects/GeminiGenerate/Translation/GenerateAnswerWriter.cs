using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Conversations;

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
            foreach (var part in candidate.Parts)
            {
                if (part.Kind == AnswerPartKind.Text)
                {
                    text.Write(part.Text.Decoded());
                }

                WritePart(response, part);
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

    private static void WritePart(ResponseWriter response, AnswerPart part)
    {
        switch (part.Kind)
        {
            case AnswerPartKind.Text when !part.IsEmpty:
                response.WriteText(part.Text);
                break;
            case AnswerPartKind.Reasoning when !part.IsEmpty || part.Seal is not null:
                response.WriteThought(part.Text, part.Seal);
                break;
            case AnswerPartKind.Refusal:
                response.WriteRefusal(part.Text);
                break;
            case AnswerPartKind.ToolCall:
                response.WriteCall(part.Id, part.Name, part.Text, part.Seal);
                break;
            default:
                break;
        }
    }
}
