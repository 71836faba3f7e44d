using System.Buffers;
using System.Text.Json;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Dialects.GeminiGenerate;

/// <summary>Writes models as Gemini's list shows them, all on one page.</summary>
internal static class GenerateModelWriter
{
    public static void WriteList(IBufferWriter<byte> output, IReadOnlyList<Model> models)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteStartArray("models"u8);
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
        writer.WriteString("name"u8, GenerateModels.ResourceOf(model.Name));
        writer.WriteString("version"u8, ""u8);
        writer.WriteString("displayName"u8, model.Name);
        writer.WriteStartArray("supportedGenerationMethods"u8);
        writer.WriteStringValue("generateContent"u8);
        writer.WriteStringValue("streamGenerateContent"u8);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
