using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>Reads what the gateway must know of a plain chat answer.</summary>
public static class ChatAnswerReader
{
    // As deep as what clients may send.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>
    /// The usage that the answer reports, with null counters where it reports none; <c>null</c> where the bytes are not one
    /// whole JSON value, so that half an answer is not taken for one.
    /// </summary>
    public static ChatAnswerFacts? Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, Options);
        var usage = TokenUsage.Unknown;
        var contentBytes = 0L;
        var hasError = false;
        var hasChoices = false;
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                reader.Read();
                return new ChatAnswerFacts(usage, contentBytes, IsError: false);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isUsage = reader.NameIs("usage"u8);
                var isChoices = reader.NameIs("choices"u8);
                var isError = reader.NameIs("error"u8);
                reader.Read();
                hasChoices |= isChoices;
                hasError |= isError && reader.TokenType is (JsonTokenType.StartObject or JsonTokenType.String);
                if (isUsage && reader.TokenType == JsonTokenType.StartObject)
                {
                    usage = ChatUsageReader.Read(ref reader);
                    continue;
                }

                var start = reader.TokenStartIndex;
                reader.Skip();
                if (isChoices)
                {
                    contentBytes = reader.BytesConsumed - start;
                }
            }

            reader.Read();
            return new ChatAnswerFacts(usage, contentBytes, hasError && !hasChoices);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
