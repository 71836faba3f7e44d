using System.Text.Json;
using FerroGate.Ai.Conversations;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Writes a request to a provider.</summary>
internal static class MessagesRequestWriter
{
    /// <exception cref="InvalidConversationException">It cannot be said, such as a call whose arguments are no JSON object.</exception>
    public static void Write(Utf8JsonWriter writer, Conversation conversation, TargetModel model, RequestNotes notes)
    {
        writer.WriteStartObject();
        writer.WriteString("model"u8, model.Name);
        var limit = SettingsWriter.WriteLimit(writer, conversation.Settings, model, notes);
        new TurnsWriter(writer, notes).Write(conversation.Turns);
        ToolWriter.Write(writer, conversation, notes);
        var isThinking = ThinkingWriter.Write(writer, conversation, limit, notes.Losses);
        WriteOutput(writer, conversation, notes);
        SettingsWriter.WriteSampling(writer, conversation.Settings, isThinking, notes.Losses);
        SettingsWriter.WriteOthers(writer, conversation.Settings, notes.Losses);
        if (conversation.Stream)
        {
            writer.WriteBoolean("stream"u8, true);
        }

        writer.WriteEndObject();
        conversation.Settings.LoseRest(notes.Losses);
    }

    private static void WriteOutput(Utf8JsonWriter writer, Conversation conversation, RequestNotes notes)
    {
        var effort = ThinkingWriter.TakeEffort(conversation.Settings, notes.Losses);
        if (effort is null && conversation.Format is null)
        {
            return;
        }

        var schema = conversation.Format?.Value.Schema;
        if (conversation.Format is { } wanted)
        {
            wanted.Value.LoseWords(notes.Losses);
            if (schema is null)
            {
                // There is no JSON without a schema here.
                notes.Losses.Add(wanted.Path, LossReason.Unsupported);
            }
        }

        if (effort is null && schema is null)
        {
            return;
        }

        writer.WriteStartObject("output_config"u8);
        if (effort is not null)
        {
            writer.WriteString("effort"u8, effort);
        }

        if (schema is { } shape)
        {
            writer.WriteStartObject("format"u8);
            writer.WriteString("type"u8, "json_schema"u8);
            writer.WritePropertyName("schema"u8);
            new StrictSchema(writer, shape.Path, "output_config.format.schema", notes).Write(shape.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
