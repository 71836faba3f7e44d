using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Dialects.OpenAiChat.Translation;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Writes items of an answer, and the parts of them.</summary>
internal sealed class ResponsesItemWriter(ResponsesHead head, AnswerContext context, Losses losses)
{
    public JsonText IdOf(ResponsesItem item) => head.IdOf(item);

    /// <summary>Writes an item as it is before its content has come.</summary>
    public void WriteBegun(Utf8JsonWriter writer, ResponsesItem item) => Write(writer, item, "in_progress"u8, isBegun: true);

    /// <summary>Writes an item with everything that has come of it.</summary>
    public void Write(Utf8JsonWriter writer, ResponsesItem item, bool isCut) => Write(writer, item, isCut ? "incomplete"u8 : "completed"u8, isBegun: false);

    /// <summary>Writes a part of a message.</summary>
    public void WritePart(Utf8JsonWriter writer, ResponsesItem item, int index)
    {
        var part = item.Parts[index];
        writer.WriteStartObject();
        if (part.Kind == AnswerPartKind.Refusal)
        {
            writer.WriteString("type"u8, "refusal"u8);
            writer.WriteText("refusal"u8, part.Text);
            writer.WriteEndObject();
            return;
        }

        writer.WriteString("type"u8, "output_text"u8);
        writer.WriteStartArray("annotations"u8);
        foreach (var citation in part.Citations)
        {
            ResponsesCitation.Write(writer, citation, item.Starts[index], part.Text.CountLetters(), losses);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("logprobs"u8);
        ChatChances.Write(writer, part.Chances);
        writer.WriteText("text"u8, part.Text);
        writer.WriteEndObject();
    }

    /// <summary>Writes a part of a message as it is before its content has come.</summary>
    public static void WriteBegunPart(Utf8JsonWriter writer, AnswerPart part)
    {
        writer.WriteStartObject();
        if (part.Kind == AnswerPartKind.Refusal)
        {
            writer.WriteString("type"u8, "refusal"u8);
            writer.WriteString("refusal"u8, ""u8);
        }
        else
        {
            writer.WriteString("type"u8, "output_text"u8);
            writer.WriteStartArray("annotations"u8);
            writer.WriteEndArray();
            writer.WriteStartArray("logprobs"u8);
            writer.WriteEndArray();
            writer.WriteString("text"u8, ""u8);
        }

        writer.WriteEndObject();
    }

    public static void WriteSummary(Utf8JsonWriter writer, JsonText text)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "summary_text"u8);
        writer.WriteText("text"u8, text);
        writer.WriteEndObject();
    }

    /// <summary>The arguments of a call; one without any has an object all the same.</summary>
    public static JsonText ArgumentsOf(AnswerPart call) => call.IsEmpty ? JsonText.Of("{}") : call.Text;

    private void Write(Utf8JsonWriter writer, ResponsesItem item, ReadOnlySpan<byte> status, bool isBegun)
    {
        writer.WriteStartObject();
        writer.WriteText("id"u8, head.IdOf(item));
        switch (item.Kind)
        {
            case ResponsesItemKind.Reasoning:
                WriteThought(writer, item, isBegun);
                break;
            case ResponsesItemKind.Call:
                var call = item.Parts[0];
                writer.WriteString("type"u8, "function_call"u8);
                writer.WriteString("status"u8, status);
                writer.WriteText("arguments"u8, isBegun ? JsonText.Empty : ArgumentsOf(call));
                writer.WriteText("call_id"u8, call.Id.IsEmpty ? context.CallId(0, call.Call) : call.Id);
                writer.WriteText("name"u8, call.Name);
                break;
            default:
                writer.WriteString("type"u8, "message"u8);
                writer.WriteString("status"u8, status);
                writer.WriteStartArray("content"u8);
                for (var index = 0; index < item.Parts.Count && !isBegun; index++)
                {
                    WritePart(writer, item, index);
                }

                writer.WriteEndArray();
                writer.WriteString("role"u8, "assistant"u8);
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteThought(Utf8JsonWriter writer, ResponsesItem item, bool isBegun)
    {
        writer.WriteString("type"u8, "reasoning"u8);
        writer.WriteStartArray("summary"u8);
        foreach (var part in isBegun ? [] : item.Parts)
        {
            WriteSummary(writer, part.Text);
        }

        writer.WriteEndArray();
        if (item.Seal is { } seal && !isBegun)
        {
            writer.WriteText("encrypted_content"u8, seal.Origin == SealOrigin.OpenAi ? seal.Value : seal.Wrapped());
        }
    }
}
