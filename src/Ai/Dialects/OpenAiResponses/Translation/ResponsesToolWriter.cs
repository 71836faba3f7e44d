using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Writes the tools of a request, and which of them are to be called.</summary>
internal static class ResponsesToolWriter
{
    public static void Write(Utf8JsonWriter writer, Conversation conversation, RequestNotes notes)
    {
        if (conversation.Tools.Count > 0)
        {
            writer.WriteStartArray("tools"u8);
            foreach (var tool in conversation.Tools)
            {
                WriteTool(writer, tool, notes.Losses);
            }

            writer.WriteEndArray();
            if (conversation.Tools.Any(tool => tool.Strict is null))
            {
                notes.Add("tools[*].strict");
            }
        }

        if (conversation.ToolChoice is { Value: var choice })
        {
            WriteChoice(writer, choice);
        }

        // Without tools it says nothing.
        if (conversation.Settings.TryTake(SettingKind.ParallelToolCalls, out var parallel) && conversation.Tools.Count > 0)
        {
            writer.WriteRaw("parallel_tool_calls"u8, parallel.Value.Value);
        }
    }

    private static void WriteTool(Utf8JsonWriter writer, Tool tool, Losses losses)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function"u8);
        writer.WriteText("name"u8, tool.Name);
        if (tool.Description is { } description)
        {
            writer.WriteText("description"u8, description);
        }

        if (tool.Schema is { } schema)
        {
            writer.WriteRaw("parameters"u8, schema.Value);
        }
        else
        {
            writer.WriteNull("parameters"u8);
        }

        // Who says nothing here gets the schema rewritten until it is strict, and optional arguments become required ones. In the
        // other protocols who says nothing gets a schema that is not strict.
        writer.WriteBoolean("strict"u8, tool.Strict?.Value ?? false);
        writer.WriteEndObject();
        if (tool.Cache is { } cache)
        {
            losses.Add(cache.Path, LossReason.Unsupported);
        }
    }

    private static void WriteChoice(Utf8JsonWriter writer, ToolChoice choice)
    {
        writer.WritePropertyName("tool_choice"u8);
        if (choice is { Kind: ToolChoiceKind.Named, Name: { } name })
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "function"u8);
            writer.WriteText("name"u8, name);
            writer.WriteEndObject();
            return;
        }

        writer.WriteStringValue(choice.Kind switch
        {
            ToolChoiceKind.None => "none"u8,
            ToolChoiceKind.Required => "required"u8,
            _ => "auto"u8,
        });
    }
}
