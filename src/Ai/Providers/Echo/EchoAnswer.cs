using System.Buffers;
using System.Text.Json;

namespace FerroGate.Ai.Providers.Echo;

/// <summary>Writes the echo's answer in OpenAI's chat protocol, whole or in chunks.</summary>
internal sealed class EchoAnswer(EchoRequest request)
{
    private readonly int _length = (int)Math.Min(request.Words.Count, request.MaxTokens ?? int.MaxValue);

    /// <summary>The words of the answer.</summary>
    public IEnumerable<string> Words => request.Words.Take(_length);

    private string FinishReason => _length < request.Words.Count ? "length" : "stop";

    public void WriteWhole(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        WriteHead(json, "chat.completion");
        json.WriteStartArray("choices"u8);
        for (var index = 0; index < request.Choices; index++)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, index);
            json.WriteStartObject("message"u8);
            json.WriteString("role"u8, "assistant"u8);
            json.WriteString("content"u8, string.Concat(Words));
            json.WriteNull("refusal"u8);
            json.WriteEndObject();
            json.WriteNull("logprobs"u8);
            json.WriteString("finish_reason"u8, FinishReason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteUsage(json);
        json.WriteEndObject();
    }

    /// <summary>The chunk that opens a choice.</summary>
    public void WriteRole(IBufferWriter<byte> output, int choice) => WriteChunk(output, choice, "role", "assistant", null);

    /// <summary>The chunk that carries one word.</summary>
    public void WriteWord(IBufferWriter<byte> output, int choice, string word) => WriteChunk(output, choice, "content", word, null);

    /// <summary>The chunk that ends a choice.</summary>
    public void WriteFinish(IBufferWriter<byte> output, int choice) => WriteChunk(output, choice, null, null, FinishReason);

    /// <summary>What follows the choices: the usage if it was asked for, and the end mark.</summary>
    public void WriteEnd(IBufferWriter<byte> output)
    {
        if (request.IncludeUsage)
        {
            output.Write("data: "u8);
            using (var json = new Utf8JsonWriter(output))
            {
                WriteHead(json, "chat.completion.chunk");
                json.WriteStartArray("choices"u8);
                json.WriteEndArray();
                WriteUsage(json);
                json.WriteEndObject();
            }

            output.Write("\n\n"u8);
        }

        output.Write("data: [DONE]\n\n"u8);
    }

    private void WriteChunk(IBufferWriter<byte> output, int choice, string? member, string? value, string? finishReason)
    {
        output.Write("data: "u8);
        using (var json = new Utf8JsonWriter(output))
        {
            WriteHead(json, "chat.completion.chunk");
            json.WriteStartArray("choices"u8);
            json.WriteStartObject();
            json.WriteNumber("index"u8, choice);
            json.WriteStartObject("delta"u8);
            if (member is not null)
            {
                json.WriteString(member, value);
            }

            json.WriteEndObject();
            json.WriteString("finish_reason"u8, finishReason);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }

    private void WriteHead(Utf8JsonWriter json, string kind)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, "chatcmpl-echo"u8);
        json.WriteString("object"u8, kind);
        json.WriteNumber("created"u8, 0);
        json.WriteString("model"u8, request.Model);
    }

    private void WriteUsage(Utf8JsonWriter json)
    {
        var output = _length * request.Choices;
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, request.PromptTokens);
        json.WriteNumber("completion_tokens"u8, output);
        json.WriteNumber("total_tokens"u8, request.PromptTokens + output);
        json.WriteEndObject();
    }
}
