using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>
/// A thought with its seal. OpenAI has no place for it here; this is the form of OpenRouter's <c>reasoning_details</c>, which
/// clients send back as they got it.
/// </summary>
internal static class ChatThought
{
    public static void Write(Utf8JsonWriter writer, int index, JsonText text, Seal? seal)
    {
        writer.WriteStartObject();
        if (seal is { IsThought: true })
        {
            writer.WriteString("type"u8, "reasoning.encrypted"u8);
            writer.WriteText("data"u8, seal.Wrapped());
            if (!text.IsEmpty)
            {
                writer.WriteText("summary"u8, text);
            }
        }
        else
        {
            writer.WriteString("type"u8, "reasoning.text"u8);
            writer.WriteText("text"u8, text);
            if (seal is not null)
            {
                writer.WriteText("signature"u8, seal.Wrapped());
            }
        }

        writer.WriteNumber("index"u8, index);
        writer.WriteEndObject();
    }
}
