using System.Text.Json;
using FerroGate.Ai.Counting;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>Reads what the gateway must know of one event of a chat stream; the event itself is passed on as it is.</summary>
public static class ChatChunkReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>Reads the data of an event.</summary>
    /// <param name="data">The data.</param>
    /// <param name="finished">The choices that have finished before it, to which those of the event are added.</param>
    /// <param name="kept">Keeps what the model wrote.</param>
    public static EventFacts Read(ReadOnlySpan<byte> data, FinishedChoices finished, KeptText? kept = null)
    {
        if (data.Trim((byte)' ').SequenceEqual("[DONE]"u8))
        {
            return new EventFacts(EventKind.Done, null, 0, Finishes: 0);
        }

        if (data.IsEmpty)
        {
            return default;
        }

        try
        {
            var reader = new Utf8JsonReader(data, Options);
            return Read(ref reader, finished, kept);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static EventFacts Read(ref Utf8JsonReader reader, FinishedChoices finished, KeptText? kept)
    {
        TokenUsage? usage = null;
        var hasChoices = false;
        var emptyChoices = false;
        var isError = false;
        var choices = default(ChoiceFacts);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return default;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("choices"u8))
            {
                reader.Read();
                hasChoices = true;
                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    emptyChoices = !ChoiceReader.ReadAll(ref reader, ref choices, finished, kept);
                }
                else
                {
                    reader.Skip();
                }
            }
            else if (reader.NameIs("usage"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    usage = ChatUsageReader.Read(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }
            else if (reader.NameIs("x_groq"u8))
            {
                reader.Read();

                // Read in any case, so that the reader stands on its end.
                var nested = ReadNestedUsage(ref reader);
                usage ??= nested;
            }
            else if (reader.NameIs("error"u8))
            {
                reader.Read();
                isError = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String;
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        var kind = isError ? EventKind.Error
            : emptyChoices && usage is not null ? EventKind.UsageOnly
            : hasChoices ? EventKind.Content
            : EventKind.Other;
        return new EventFacts(kind, usage, choices.ContentBytes, choices.Finishes, finished.Count);
    }

    // Groq puts the usage of a stream that did not ask for it into a member of its own.
    private static TokenUsage? ReadNestedUsage(ref Utf8JsonReader reader)
    {
        TokenUsage? usage = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return usage;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUsage = reader.NameIs("usage"u8);
            reader.Read();
            if (isUsage && reader.TokenType == JsonTokenType.StartObject)
            {
                usage = ChatUsageReader.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return usage;
    }
}
