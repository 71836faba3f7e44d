using System.Buffers.Binary;
using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiEmbeddings.Translation;

/// <summary>Writes embeddings to a client.</summary>
internal static class EmbeddingsAnswerWriter
{
    /// <param name="writer">The answer.</param>
    /// <param name="vectors">An array of numbers for each text, in the order of the texts.</param>
    /// <param name="isBase64">The client wants them as the base64 of their bytes.</param>
    /// <param name="model">The model that the client asked for.</param>
    /// <param name="usage">What they cost.</param>
    /// <exception cref="FormatException">A number is too large for the four bytes that the client wants.</exception>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<JsonElement> vectors, bool isBase64, string model, TokenUsage usage)
    {
        writer.WriteStartObject();
        writer.WriteString("object"u8, "list"u8);
        writer.WriteStartArray("data"u8);
        for (var index = 0; index < vectors.Count; index++)
        {
            writer.WriteStartObject();
            writer.WriteString("object"u8, "embedding"u8);
            writer.WriteNumber("index"u8, index);
            if (isBase64)
            {
                writer.WriteBase64String("embedding"u8, BytesOf(vectors[index]));
            }
            else
            {
                writer.WriteRaw("embedding"u8, vectors[index]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("model"u8, model);
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("prompt_tokens"u8, usage.Input ?? 0);
        writer.WriteNumber("total_tokens"u8, usage.Input ?? 0);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static byte[] BytesOf(JsonElement vector)
    {
        var bytes = new byte[vector.GetArrayLength() * sizeof(float)];
        var rest = bytes.AsSpan();
        foreach (var value in vector.EnumerateArray())
        {
            if (!value.TryGetSingle(out var number) || !float.IsFinite(number))
            {
                throw new FormatException("a number in it is too large for an encoding of four bytes.");
            }

            BinaryPrimitives.WriteSingleLittleEndian(rest, number);
            rest = rest[sizeof(float)..];
        }

        return bytes;
    }
}
