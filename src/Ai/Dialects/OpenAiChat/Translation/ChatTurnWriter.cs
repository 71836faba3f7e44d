using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Writes the messages of a request.</summary>
internal static class ChatTurnWriter
{
    public static void Write(Utf8JsonWriter writer, Conversation conversation, TargetModel model, Losses losses)
    {
        foreach (var turn in conversation.Turns)
        {
            switch (turn.Role)
            {
                case Role.Assistant:
                    WriteAssistant(writer, turn, model, losses);
                    break;
                case Role.User:
                    WriteUser(writer, turn, losses);
                    break;
                default:
                    // Who only speaks as OpenAI does knows no developers.
                    WriteMessage(writer, turn.Role == Role.Developer && !model.IsCompatible ? "developer"u8 : "system"u8, turn.Parts, losses);
                    break;
            }
        }
    }

    // Results come first, each as a message of its own; what else a tool gave than text follows them as what the person says.
    private static void WriteUser(Utf8JsonWriter writer, Turn turn, Losses losses)
    {
        var rest = new List<Part>();
        foreach (var part in turn.Parts)
        {
            if (part is ToolResultPart result)
            {
                WriteResult(writer, result, rest, losses);
            }
        }

        rest.AddRange(turn.Parts.Where(part => part is not ToolResultPart));
        if (rest.Count > 0 || turn.Parts.Count == 0)
        {
            WriteMessage(writer, "user"u8, rest, losses);
        }
    }

    private static void WriteResult(Utf8JsonWriter writer, ToolResultPart result, List<Part> rest, Losses losses)
    {
        var texts = result.Content.Where(part => part is TextPart).ToList();
        foreach (var media in result.Content.Where(part => part is not TextPart))
        {
            rest.Add(media);
            losses.Add(media.Path, LossReason.Approximated);
        }

        result.LoseError(losses);
        if (result.Cache is { } cache)
        {
            losses.Add(cache.Path, LossReason.Unsupported);
        }

        writer.WriteStartObject();
        writer.WriteString("role"u8, "tool"u8);
        writer.WriteText("tool_call_id"u8, ChatCallId.Of(result.CallId));
        ChatPartWriter.WriteContent(writer, texts, losses);
        writer.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter writer, ReadOnlySpan<byte> role, IReadOnlyList<Part> parts, Losses losses)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, role);
        ChatPartWriter.WriteContent(writer, parts, losses);
        writer.WriteEndObject();
    }

    private static void WriteAssistant(Utf8JsonWriter writer, Turn turn, TargetModel model, Losses losses)
    {
        var content = turn.Parts.Where(part => part is not (ToolCallPart or ReasoningPart or RefusalPart)).ToList();
        var calls = turn.Parts.OfType<ToolCallPart>().ToList();
        var refusals = turn.Parts.OfType<RefusalPart>().ToList();
        writer.WriteStartObject();
        writer.WriteString("role"u8, "assistant"u8);
        if (content.Count > 0 || (calls.Count == 0 && refusals.Count == 0))
        {
            ChatPartWriter.WriteContent(writer, content, losses);
        }
        else
        {
            writer.WriteNull("content"u8);
        }

        if (refusals.Count > 0)
        {
            writer.WriteText("refusal"u8, JsonText.Join("\\n"u8, refusals.Select(refusal => refusal.Text)));
        }

        WriteThoughts(writer, [.. turn.Parts.OfType<ReasoningPart>()], model, losses);
        if (calls.Count > 0)
        {
            writer.WriteStartArray("tool_calls"u8);
            foreach (var call in calls)
            {
                WriteCall(writer, call, losses);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    // OpenAI refuses thoughts here. Others want them back as a text (DeepSeek, Kimi), and none takes seals.
    private static void WriteThoughts(Utf8JsonWriter writer, List<ReasoningPart> thoughts, TargetModel model, Losses losses)
    {
        foreach (var thought in thoughts)
        {
            if (thought.Seal is not null || !model.IsCompatible)
            {
                losses.Add(thought.Path, thought.Seal is null ? LossReason.Unsupported : LossReason.Foreign);
            }
        }

        var texts = thoughts.Select(thought => thought.Text).OfType<JsonText>().ToList();
        if (model.IsCompatible && texts.Count > 0)
        {
            writer.WriteText("reasoning_content"u8, JsonText.Join("\\n"u8, texts));
        }
    }

    private static void WriteCall(Utf8JsonWriter writer, ToolCallPart call, Losses losses)
    {
        writer.WriteStartObject();
        writer.WriteText("id"u8, ChatCallId.Of(call.Id));
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        writer.WriteText("name"u8, call.Name);
        writer.WriteText("arguments"u8, call.Arguments.Text.IsEmpty ? JsonText.Of("{}") : call.Arguments.Text);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (call.Seal is not null)
        {
            losses.Add(call.SealPath, LossReason.Foreign);
        }
    }
}
