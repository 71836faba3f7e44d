using System.Text.Json;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiEmbeddings.Translation;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiEmbeddings;

/// <summary>Writes a request to Gemini: one for each text, in one batch, however many there are.</summary>
internal static class EmbedRequestWriter
{
    public static void Write(Utf8JsonWriter writer, EmbeddingsRequest request, string model)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("requests"u8);
        foreach (var text in request.Inputs)
        {
            writer.WriteStartObject();
            writer.WriteString("model"u8, GenerateModels.ResourceOf(model));
            writer.WriteStartObject("content"u8);
            writer.WriteStartArray("parts"u8);
            writer.WriteStartObject();
            writer.WriteText("text"u8, text);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            if (request.Dimensions is { } dimensions)
            {
                writer.WriteRaw("outputDimensionality"u8, dimensions);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
