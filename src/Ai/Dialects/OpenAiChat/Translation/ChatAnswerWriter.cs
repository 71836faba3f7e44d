using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Writes a whole answer of the chat protocol.</summary>
internal static class ChatAnswerWriter
{
    public static void Write(Utf8JsonWriter writer, Answer answer, AnswerContext context)
    {
        writer.WriteStartObject();
        new ChatHead(answer.Head, context).Write(writer, "chat.completion"u8);
        writer.WriteStartArray("choices"u8);
        foreach (var (index, candidate) in answer.Candidates)
        {
            WriteChoice(writer, index, candidate, context, answer.Losses);
        }

        writer.WriteEndArray();
        ChatUsageWriter.Write(writer, answer.Usage);
        writer.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter writer, int index, Candidate candidate, AnswerContext context, Losses losses)
    {
        var calls = candidate.Parts.Where(part => part.Kind == AnswerPartKind.ToolCall).ToList();
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, index);
        writer.WriteStartObject("message"u8);
        writer.WriteString("role"u8, "assistant"u8);
        WriteTexts(writer, "content"u8, candidate, AnswerPartKind.Text);
        WriteTexts(writer, "refusal"u8, candidate, AnswerPartKind.Refusal);
        WriteThoughts(writer, [.. candidate.Parts.Where(part => part.Kind == AnswerPartKind.Reasoning)]);
        WriteCitations(writer, candidate, losses);
        if (calls.Count > 0)
        {
            writer.WriteStartArray("tool_calls"u8);
            foreach (var call in calls)
            {
                WriteCall(writer, call.Id.IsEmpty ? context.CallId(index, call.Call) : call.Id, call, losses);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        WriteChances(writer, candidate);
        writer.WriteString("finish_reason"u8, ChatFinish.Write(candidate.Finish ?? default, calls.Count > 0, losses));
        writer.WriteEndObject();
    }

    // Here an answer has one text; where it had several, they are one behind the other, as the model said them.
    private static void WriteTexts(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Candidate candidate, AnswerPartKind kind)
    {
        var texts = candidate.Parts.Where(part => part.Kind == kind).Select(part => part.Text).ToList();
        if (texts.Count == 0)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteText(name, JsonText.Join(default, texts));
        }
    }

    private static void WriteThoughts(Utf8JsonWriter writer, List<AnswerPart> thoughts)
    {
        if (thoughts.Any(thought => !thought.IsEmpty))
        {
            writer.WriteText("reasoning_content"u8, JsonText.Join(default, thoughts.Select(thought => thought.Text)));
        }

        if (thoughts.Any(thought => thought.Seal is not null))
        {
            writer.WriteStartArray("reasoning_details"u8);
            var index = 0;
            foreach (var thought in thoughts)
            {
                ChatThought.Write(writer, index++, thought.Text, thought.Seal);
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteCitations(Utf8JsonWriter writer, Candidate candidate, Losses losses)
    {
        var citations = candidate.Parts.SelectMany(part => part.Citations).ToList();
        if (citations.Count == 0)
        {
            return;
        }

        var length = candidate.Parts.Where(part => part.Kind == AnswerPartKind.Text).Sum(part => part.Text.CountLetters());
        writer.WriteStartArray("annotations"u8);
        foreach (var citation in citations)
        {
            ChatCitation.Write(writer, citation, length, losses);
        }

        writer.WriteEndArray();
    }

    private static void WriteCall(Utf8JsonWriter writer, JsonText id, AnswerPart call, Losses losses)
    {
        writer.WriteStartObject();
        ChatCallStart.Write(writer, id, call.Name, call.Text.IsEmpty ? JsonText.Of("{}") : call.Text, call.Seal, losses);
        writer.WriteEndObject();
    }

    private static void WriteChances(Utf8JsonWriter writer, Candidate candidate)
    {
        var chances = candidate.Parts.SelectMany(part => part.Chances).ToList();
        if (chances.Count == 0)
        {
            writer.WriteNull("logprobs"u8);
            return;
        }

        writer.WriteStartObject("logprobs"u8);
        writer.WritePropertyName("content"u8);
        ChatChances.Write(writer, chances);
        writer.WriteNull("refusal"u8);
        writer.WriteEndObject();
    }
}
