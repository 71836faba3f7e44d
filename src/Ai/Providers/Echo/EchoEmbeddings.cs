using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiEmbeddings.Translation;
using FerroGate.Core.Refusals;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Providers.Echo;

/// <summary>
/// Answers requests for embeddings with vectors that are made of the hash of each input: the same for the same input, of length 1, and
/// without meaning.
/// </summary>
internal static class EchoEmbeddings
{
    // As many as OpenAI takes; with so many numbers each the answer stays in memory.
    private const int MostInputs = 2_048;
    private const int MostDimensions = 1_024;

    public static HttpResponseMessage Answer(ReadOnlySpan<byte> body)
    {
        var inputs = EchoInputs.Read(body);
        return inputs switch
        {
            { All.Count: 0 or > MostInputs } => Wrong("input", $"The echo embeds 1 to {MostInputs} inputs at once."),
            { Dimensions: < 1 or > MostDimensions } => Wrong("dimensions", $"The echo's embeddings have 1 to {MostDimensions} numbers."),
            _ => Embed(inputs),
        };
    }

    private static HttpResponseMessage Embed(EchoInputs inputs)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            EmbeddingsAnswerWriter.Write(
                writer,
                [.. inputs.All.Select(input => Vector(input, (int)inputs.Dimensions))],
                inputs.IsBase64,
                inputs.Model,
                new TokenUsage { Input = inputs.Tokens });
        }

        return Json(HttpStatusCode.OK, output);
    }

    private static JsonElement Vector(byte[] input, int dimensions)
    {
        Span<byte> seed = stackalloc byte[SHA256.HashSizeInBytes + sizeof(int)];
        Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, seed);
        var numbers = new double[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            var place = i * sizeof(int) % block.Length;
            if (place == 0)
            {
                BinaryPrimitives.WriteInt32LittleEndian(seed[SHA256.HashSizeInBytes..], i);
                SHA256.HashData(seed, block);
            }

            // Odd, so that no vector is all zeros.
            numbers[i] = BinaryPrimitives.ReadInt32LittleEndian(block[place..]) | 1;
        }

        var length = Math.Sqrt(numbers.Sum(number => number * number));
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            foreach (var number in numbers)
            {
                writer.WriteNumberValue((float)(number / length));
            }

            writer.WriteEndArray();
        }

        return JsonElement.Parse(json.WrittenSpan);
    }

    private static HttpResponseMessage Wrong(string parameter, string message)
    {
        var output = new ArrayBufferWriter<byte>();
        var refusal = new Refusal(400, ErrorType.InvalidRequest, RefusalCodes.InvalidRequest, message) { Parameter = parameter };
        ChatErrorWriter.Write(output, refusal, "echo");
        return Json(HttpStatusCode.BadRequest, output);
    }

    private static HttpResponseMessage Json(HttpStatusCode status, ArrayBufferWriter<byte> body) => new(status)
    {
        Content = new ReadOnlyMemoryContent(body.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };
}
