using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>A tool call, whole or its first piece.</summary>
internal static class ChatCallStart
{
    /// <summary>Writes the members of the call.</summary>
    public static void Write(Utf8JsonWriter writer, JsonText id, JsonText name, JsonText arguments, Seal? seal, Losses losses)
    {
        writer.WriteText("id"u8, id);
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        writer.WriteText("name"u8, name);
        writer.WriteText("arguments"u8, arguments);
        writer.WriteEndObject();
        if (seal is { Origin: SealOrigin.Gemini })
        {
            // The place that Google's own endpoint in this protocol has for it.
            writer.WriteStartObject("extra_content"u8);
            writer.WriteStartObject("google"u8);
            writer.WriteText("thought_signature"u8, seal.Value);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        else if (seal is not null)
        {
            losses.Add("tool_calls[*]", LossReason.Foreign);
        }
    }
}
