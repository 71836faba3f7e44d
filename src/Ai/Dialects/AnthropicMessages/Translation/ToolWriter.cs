using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Writes tools, and which of them the model calls.</summary>
internal static class ToolWriter
{
    public static void Write(Utf8JsonWriter writer, Conversation conversation, RequestNotes notes)
    {
        var hasParallel = conversation.Settings.TryTake(SettingKind.ParallelToolCalls, out var parallel);
        if (conversation.Tools.Count == 0)
        {
            // Without tools there is nothing to choose.
            if (conversation.ToolChoice is { Value.Kind: ToolChoiceKind.Required or ToolChoiceKind.Named } choice)
            {
                notes.Losses.Add(choice.Path, LossReason.Value);
            }

            return;
        }

        writer.WriteStartArray("tools"u8);
        foreach (var tool in conversation.Tools)
        {
            WriteTool(writer, tool, notes);
        }

        writer.WriteEndArray();
        WriteChoice(writer, conversation.ToolChoice?.Value, hasParallel && parallel!.Value.Value.ValueKind == JsonValueKind.False);
    }

    private static void WriteTool(Utf8JsonWriter writer, Tool tool, RequestNotes notes)
    {
        writer.WriteStartObject();
        writer.WriteText("name"u8, tool.Name);
        if (tool.Description is { } description)
        {
            writer.WriteText("description"u8, description);
        }

        writer.WritePropertyName("input_schema"u8);
        WriteSchema(writer, tool, notes);
        if (tool.Strict is { } strict)
        {
            writer.WriteBoolean("strict"u8, strict.Value);
        }

        CacheWriter.Write(writer, tool.Cache, notes.Losses);
        writer.WriteEndObject();
    }

    private static void WriteSchema(Utf8JsonWriter writer, Tool tool, RequestNotes notes)
    {
        const string path = "tools[*].input_schema";
        if (tool.Schema is not { } schema)
        {
            notes.Add(path);
            writer.WriteStartObject();
            writer.WriteString("type"u8, "object"u8);
            writer.WriteEndObject();
        }
        else if (tool.Strict is { Value: true })
        {
            new StrictSchema(writer, schema.Path, path, notes).Write(schema.Value);
        }
        else if (IsAllowed(schema.Value))
        {
            writer.WriteRaw(schema.Value);
        }
        else
        {
            WriteAllowed(writer, schema, path, notes);
        }
    }

    // What is not an object, the provider refuses in its own words.
    private static bool IsAllowed(JsonElement schema) => schema.ValueKind != JsonValueKind.Object
        || (schema.Member("type"u8) is not null && !schema.EnumerateObject().Any(member => IsRefused(member.Name)));

    // Of these, Anthropic refuses the outermost.
    private static bool IsRefused(string keyword) => keyword is "anyOf" or "oneOf" or "allOf";

    private static void WriteAllowed(Utf8JsonWriter writer, Carried<JsonElement> schema, string path, RequestNotes notes)
    {
        writer.WriteStartObject();
        if (schema.Value.Member("type"u8) is null)
        {
            notes.Add($"{path}.type");
            writer.WriteString("type"u8, "object"u8);
        }

        foreach (var member in schema.Value.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            if (IsRefused(member.Name))
            {
                notes.Losses.Add($"{schema.Path}.**.{member.Name}", LossReason.Keyword);
            }
            else
            {
                writer.WritePropertyName(member.Name);
                writer.WriteRaw(member.Value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter writer, ToolChoice? choice, bool isSingle)
    {
        if (choice is null && !isSingle)
        {
            return;
        }

        writer.WriteStartObject("tool_choice"u8);
        writer.WriteString("type"u8, choice?.Kind switch
        {
            ToolChoiceKind.None => "none",
            ToolChoiceKind.Required => "any",
            ToolChoiceKind.Named => "tool",
            _ => "auto",
        });
        if (choice is { Kind: ToolChoiceKind.Named, Name: { } name })
        {
            writer.WriteText("name"u8, name);
        }

        // Where no tool is called, no two are.
        if (isSingle && choice?.Kind != ToolChoiceKind.None)
        {
            writer.WriteBoolean("disable_parallel_tool_use"u8, true);
        }

        writer.WriteEndObject();
    }
}
