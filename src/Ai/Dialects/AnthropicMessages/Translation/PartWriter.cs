using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Writes the parts of turns as content blocks.</summary>
/// <param name="writer">Where they are written.</param>
/// <param name="losses">Takes what cannot be said.</param>
/// <param name="begin">Is called before a block is written.</param>
internal sealed class PartWriter(Utf8JsonWriter writer, Losses losses, Action begin)
{
    private readonly CallIds _ids = new();

    public static void WriteText(Utf8JsonWriter writer, JsonText text, CacheMark? mark, Losses losses)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteText("text"u8, text);
        CacheWriter.Write(writer, mark, losses);
        writer.WriteEndObject();
    }

    public void WriteOfUser(Part part)
    {
        switch (part)
        {
            case TextPart text:
                WriteText(text.Text, text);
                break;
            case MediaPart media:
                MediaWriter.Write(writer, media, losses, begin);
                break;
            case ToolResultPart result:
                WriteResult(result);
                break;
            default:
                losses.Add(part.Path, LossReason.Unsupported);
                break;
        }
    }

    public void WriteOfAssistant(Part part)
    {
        switch (part)
        {
            case TextPart text:
                WriteText(text.Text, text);
                break;
            case RefusalPart refusal:
                losses.Add(refusal.Path, LossReason.Approximated);
                WriteText(refusal.Text, refusal);
                break;
            case ReasoningPart thought:
                WriteThought(thought);
                break;
            case ToolCallPart call:
                WriteCall(call);
                break;
            default:
                losses.Add(part.Path, LossReason.Unsupported);
                break;
        }
    }

    // Texts of no letters are refused, so there is no place for a mark on one either.
    private void WriteText(JsonText text, Part part)
    {
        if (!text.IsEmpty)
        {
            begin();
            WriteText(writer, text, part.Cache, losses);
        }
        else if (part.Cache is { } mark)
        {
            losses.Add(mark.Path, LossReason.Unsupported);
        }
    }

    private void WriteThought(ReasoningPart thought)
    {
        if (thought.Seal is not { Origin: SealOrigin.Anthropic } seal)
        {
            // A thought without its signature is refused.
            losses.Add(thought.Path, thought.Seal is null ? LossReason.Unsupported : LossReason.Foreign);
            return;
        }

        begin();
        writer.WriteStartObject();
        if (seal.IsThought)
        {
            writer.WriteString("type"u8, "redacted_thinking"u8);
            writer.WriteText("data"u8, seal.Value);
        }
        else
        {
            writer.WriteString("type"u8, "thinking"u8);
            writer.WriteText("thinking"u8, thought.Text ?? JsonText.Empty);
            writer.WriteText("signature"u8, seal.Value);
        }

        writer.WriteEndObject();
    }

    private void WriteCall(ToolCallPart call)
    {
        if (call.Seal is not null)
        {
            losses.Add(call.SealPath, LossReason.Foreign);
        }

        begin();
        writer.WriteStartObject();
        writer.WriteString("type"u8, "tool_use"u8);
        writer.WriteText("id"u8, _ids.OfCall(call));
        writer.WriteText("name"u8, call.Name);
        writer.WritePropertyName("input"u8);
        try
        {
            call.Arguments.WriteObject(writer);
        }
        catch (FormatException exception)
        {
            throw new InvalidConversationException(call.Path, exception.Message);
        }

        CacheWriter.Write(writer, call.Cache, losses);
        writer.WriteEndObject();
    }

    private void WriteResult(ToolResultPart result)
    {
        begin();
        writer.WriteStartObject();
        writer.WriteString("type"u8, "tool_result"u8);
        writer.WriteText("tool_use_id"u8, _ids.OfResult(result));
        writer.WriteStartArray("content"u8);
        foreach (var part in result.Content)
        {
            switch (part)
            {
                case TextPart text when text.Text.IsEmpty:
                    break;
                case TextPart text:
                    WriteText(writer, text.Text, text.Cache, losses);
                    break;
                case MediaPart media:
                    MediaWriter.Write(writer, media, losses, static () => { });
                    break;
                default:
                    losses.Add(part.Path, LossReason.Unsupported);
                    break;
            }
        }

        writer.WriteEndArray();
        if (result.IsError is { } error)
        {
            writer.WriteBoolean("is_error"u8, error.Value);
        }

        CacheWriter.Write(writer, result.Cache, losses);
        writer.WriteEndObject();
    }
}
