using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Counting;

/// <summary>Finds in a plain answer what the model wrote, for answers whose provider does not tell what they cost.</summary>
public static class WrittenText
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>The bytes of it, in any dialect.</summary>
    /// <param name="body">The answer, which is whole.</param>
    /// <param name="kept">Keeps the text.</param>
    public static long Measure(ReadOnlySpan<byte> body, KeptText kept)
    {
        var reader = new Utf8JsonReader(body, Options);
        var bytes = 0L;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return bytes;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWritten = reader.NameIs("choices"u8) || reader.NameIs("output"u8) || reader.NameIs("content"u8) || reader.NameIs("candidates"u8);
            reader.Read();
            if (isWritten)
            {
                bytes += Measure(ref reader, kept);
            }
            else
            {
                reader.Skip();
            }
        }

        return bytes;
    }

    private static long Measure(ref Utf8JsonReader reader, KeptText kept)
    {
        var depth = reader.CurrentDepth;
        var (bytes, isLabel, isName) = (0L, false, false);
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when IsBeside(reader):
                    reader.SkipMember();
                    break;
                case JsonTokenType.PropertyName:
                    isLabel = IsLabel(reader);
                    isName = reader.NameIs("name"u8);
                    break;
                case JsonTokenType.String when !isLabel:
                    bytes += reader.ValueSpan.Length;
                    kept.Add(reader, isName);
                    break;
                default:
                    break;
            }
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());

        return bytes;
    }

    // What is told of the text.
    private static bool IsBeside(in Utf8JsonReader reader) =>
        reader.NameIs("logprobs"u8) || reader.NameIs("annotations"u8) || reader.NameIs("citations"u8) || reader.NameIs("safetyRatings"u8)
        || reader.NameIs("citationMetadata"u8) || reader.NameIs("groundingMetadata"u8) || reader.NameIs("logprobsResult"u8)
        || reader.NameIs("content_filter_results"u8);

    // What is said about a part and not in it.
    private static bool IsLabel(in Utf8JsonReader reader) =>
        reader.NameIs("role"u8) || reader.NameIs("type"u8) || reader.NameIs("id"u8) || reader.NameIs("status"u8) || reader.NameIs("call_id"u8)
        || reader.NameIs("finish_reason"u8) || reader.NameIs("finishReason"u8) || reader.NameIs("signature"u8)
        || reader.NameIs("thoughtSignature"u8) || reader.NameIs("encrypted_content"u8)
        || reader.NameIs("stop_reason"u8) || reader.NameIs("data"u8);
}
