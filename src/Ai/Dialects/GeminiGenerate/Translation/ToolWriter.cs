using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Writes the tools of a request, and which of them are to be called.</summary>
internal static class ToolWriter
{
    public static void Write(Utf8JsonWriter writer, Conversation conversation, Losses losses)
    {
        if (conversation.Tools.Count > 0)
        {
            writer.WriteStartArray("tools"u8);
            writer.WriteStartObject();
            writer.WriteStartArray("functionDeclarations"u8);
            foreach (var tool in conversation.Tools)
            {
                WriteFunction(writer, tool, losses);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        // What is strict must fit its schema: Gemini says that of all tools at once, and always where one must be called.
        var isStrict = conversation.Tools.Exists(tool => tool.Strict is { Value: true });
        if (conversation.ToolChoice is { Value: var choice })
        {
            WriteChoice(writer, choice, isStrict);
        }
        else if (isStrict)
        {
            WriteChoice(writer, new ToolChoice(ToolChoiceKind.Auto), isStrict);
        }
    }

    private static void WriteFunction(Utf8JsonWriter writer, Tool tool, Losses losses)
    {
        writer.WriteStartObject();
        writer.WriteText("name"u8, tool.Name);
        if (tool.Description is { } description)
        {
            writer.WriteText("description"u8, description);
        }

        if (tool.Schema is { } schema)
        {
            SchemaWriter.WriteParameters(writer, schema.Value);
        }

        writer.WriteEndObject();
        if (tool.Cache is { } mark)
        {
            losses.Add(mark.Path, LossReason.Unsupported);
        }
    }

    private static void WriteChoice(Utf8JsonWriter writer, ToolChoice choice, bool isStrict)
    {
        writer.WriteStartObject("toolConfig"u8);
        writer.WriteStartObject("functionCallingConfig"u8);
        writer.WriteString("mode"u8, choice.Kind switch
        {
            ToolChoiceKind.Auto => isStrict ? "VALIDATED"u8 : "AUTO"u8,
            ToolChoiceKind.None => "NONE"u8,
            _ => "ANY"u8,
        });
        if (choice.Name is { } name)
        {
            writer.WriteStartArray("allowedFunctionNames"u8);
            writer.WriteText(name);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
