using System.Buffers;
using System.Text.Json;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>Writes models as <c>GET /v1/models</c> shows them.</summary>
public static class ModelListWriter
{
    public static void WriteList(IBufferWriter<byte> output, IReadOnlyList<Model> models)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("object"u8, "list"u8);
        writer.WriteStartArray("data"u8);
        foreach (var model in models)
        {
            Write(writer, model);
        }

        writer.WriteEndArray();
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
        writer.WriteString("id"u8, model.Name);
        writer.WriteString("object"u8, "model"u8);

        // Nothing tells when the model behind a name was made, and clients want a number.
        writer.WriteNumber("created"u8, 0);
        writer.WriteString("owned_by"u8, model.Targets[0].Provider.Name);
        writer.WriteEndObject();
    }
}
