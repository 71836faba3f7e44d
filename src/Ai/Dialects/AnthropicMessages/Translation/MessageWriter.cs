using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Writes a whole answer as a message. It can say one candidate: others are lost.</summary>
internal static class MessageWriter
{
    /// <exception cref="FormatException">The arguments of a tool call are no JSON object.</exception>
    public static void Write(Utf8JsonWriter writer, Answer answer, AnswerContext context)
    {
        var losses = answer.Losses;
        if (answer.Candidates.Keys.Any(candidate => candidate != 0))
        {
            losses.Add(answer.Head.CandidatesPath, LossReason.Unsupported);
        }

        var candidate = answer.Candidates.GetValueOrDefault(0);
        IReadOnlyList<AnswerPart> parts = candidate?.Parts ?? [];
        writer.WriteStartObject();
        MessageWords.WriteHead(writer, answer.Head, context);
        writer.WriteStartArray("content"u8);
        foreach (var part in parts)
        {
            if (part.Chances.Count > 0)
            {
                losses.Add(answer.Head.ChancesPath, LossReason.Unsupported);
            }

            WritePart(writer, part, context, losses);
        }

        writer.WriteEndArray();
        writer.WriteString("stop_reason"u8, StopReasons.WordOf(
            candidate?.Finish,
            parts.Any(part => part.Kind == AnswerPartKind.ToolCall),
            parts.Any(part => part.Kind == AnswerPartKind.Refusal),
            losses));
        writer.WritePropertyName("stop_sequence"u8);
        if (candidate?.Finish?.StopSequence is { } sequence)
        {
            writer.WriteText(sequence);
        }
        else
        {
            writer.WriteNullValue();
        }

        MessageWords.WriteNothingElse(writer);
        UsageWriter.Write(writer, answer.Usage, answer.Head.ServiceTier, losses);
        writer.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter writer, AnswerPart part, AnswerContext context, Losses losses)
    {
        switch (part.Kind)
        {
            case AnswerPartKind.Text or AnswerPartKind.Refusal:
                // A block without text could not be sent back, but what a citation rests on may be empty.
                if (!part.IsEmpty || part.Citations.Count > 0)
                {
                    WriteText(writer, part, losses);
                }

                break;
            case AnswerPartKind.Reasoning:
                WriteThought(writer, part.Text, part.Seal);
                break;
            case AnswerPartKind.ToolCall:
                if (part.Seal is { } seal)
                {
                    WriteThought(writer, JsonText.Empty, seal with { IsThought = false });
                }

                WriteCall(writer, part, context);
                break;
            default:
                losses.Add("content[*]", LossReason.Unsupported);
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter writer, AnswerPart part, Losses losses)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteText("text"u8, part.Text);
        if (part.Citations.Count > 0)
        {
            // Not null where there are none: Vercel's SDK takes an array or nothing.
            writer.WriteStartArray("citations"u8);
            foreach (var citation in part.Citations)
            {
                MessageWords.WriteCitation(writer, citation, losses);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteThought(Utf8JsonWriter writer, JsonText text, Seal? seal)
    {
        writer.WriteStartObject();
        if (seal is { IsThought: true } && text.IsEmpty)
        {
            writer.WriteString("type"u8, "redacted_thinking"u8);
            writer.WriteText("data"u8, MessageWords.SealOf(seal));
        }
        else
        {
            writer.WriteString("type"u8, "thinking"u8);
            writer.WriteText("thinking"u8, text);
            writer.WriteText("signature"u8, seal is null ? JsonText.Empty : MessageWords.SealOf(seal));
        }

        writer.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter writer, AnswerPart part, AnswerContext context)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "tool_use"u8);
        writer.WriteText("id"u8, MessageWords.IdOfCall(part.Id, part.Call, context));
        writer.WriteText("name"u8, part.Name);
        writer.WritePropertyName("input"u8);
        ToolArguments.Of(part.Text).WriteObject(writer);
        MessageWords.WriteCaller(writer);
        writer.WriteEndObject();
    }
}
