using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Writes the parts that requests and answers have in common.</summary>
internal sealed class PartWriter(Utf8JsonWriter writer)
{
    public void WriteText(JsonText text, JsonText? signature)
    {
        writer.WriteStartObject();
        writer.WriteText("text"u8, text);
        End(signature);
    }

    /// <param name="text">The thought; empty where only its signature is there.</param>
    /// <param name="signature">Its signature.</param>
    /// <param name="isThought">It says that it is a thought; Gemini's own signatures stand on an empty text that does not.</param>
    public void WriteThought(JsonText text, JsonText? signature, bool isThought)
    {
        writer.WriteStartObject();
        writer.WriteText("text"u8, text);
        if (isThought)
        {
            writer.WriteBoolean("thought"u8, true);
        }

        End(signature);
    }

    /// <exception cref="FormatException">The arguments are no object.</exception>
    public void WriteCall(JsonText? id, JsonText name, ToolArguments arguments, JsonText? signature)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("functionCall"u8);
        if (id is { } given)
        {
            writer.WriteText("id"u8, given);
        }

        writer.WriteText("name"u8, name);
        writer.WritePropertyName("args"u8);
        arguments.WriteObject(writer);
        writer.WriteEndObject();
        End(signature);
    }

    private void End(JsonText? signature)
    {
        if (signature is { } value)
        {
            writer.WriteText("thoughtSignature"u8, value);
        }

        writer.WriteEndObject();
    }
}
