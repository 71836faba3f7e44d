using System.Buffers;
using System.Text.Json;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Dialects.AnthropicMessages;

/// <summary>Writes models as Anthropic's list shows them, all on one page.</summary>
internal static class MessagesModelWriter
{
    public static void WriteList(IBufferWriter<byte> output, IReadOnlyList<Model> models)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteStartArray("data"u8);
        foreach (var model in models)
        {
            Write(writer, model);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("has_more"u8, false);
        writer.WriteString("first_id"u8, models.Count > 0 ? models[0].Name : null);
        writer.WriteString("last_id"u8, models.Count > 0 ? models[^1].Name : null);
        writer.WriteEndObject();
    }

    public static void WriteOne(IBufferWriter<byte> output, Model model)
    {
        using var writer = new Utf8JsonWriter(output);
        Write(writer, model);
    }

    private static void Write(Utf8JsonWriter writer, Model model)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "model"u8);
        writer.WriteString("id"u8, model.Name);
        writer.WriteString("display_name"u8, model.Name);

        // Nothing tells when the model behind a name was made, and this is what Anthropic writes then.
        writer.WriteString("created_at"u8, "1970-01-01T00:00:00Z"u8);
        writer.WriteEndObject();
    }
}
