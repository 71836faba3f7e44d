using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.GeminiGenerate;

/// <summary>
/// Reads a <c>usageMetadata</c> object of Gemini. Thoughts stand beside the candidates, and what tools put into the prompt beside
/// the prompt; what was cached is a part of it.
/// </summary>
internal static class GenerateUsageReader
{
    /// <summary>Reads from the start of the object; stands on its end afterwards.</summary>
    public static TokenUsage Read(ref Utf8JsonReader reader)
    {
        var usage = TokenUsage.Unknown;
        long? prompt = null, tools = null, candidates = null, thoughts = null, total = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("promptTokenCount"u8))
            {
                prompt = reader.ReadCounter();
            }
            else if (reader.NameIs("toolUsePromptTokenCount"u8))
            {
                tools = reader.ReadCounter();
            }
            else if (reader.NameIs("candidatesTokenCount"u8))
            {
                candidates = reader.ReadCounter();
            }
            else if (reader.NameIs("thoughtsTokenCount"u8))
            {
                thoughts = reader.ReadCounter();
            }
            else if (reader.NameIs("totalTokenCount"u8))
            {
                total = reader.ReadCounter();
            }
            else if (reader.NameIs("cachedContentTokenCount"u8))
            {
                usage = usage with { CachedInput = reader.ReadCounter() };
            }
            else if (reader.NameIs("promptTokensDetails"u8))
            {
                var (audio, image) = ReadModalities(ref reader);
                usage = usage with { AudioInput = audio, ImageInput = image };
            }
            else if (reader.NameIs("candidatesTokensDetails"u8))
            {
                usage = usage with { AudioOutput = ReadModalities(ref reader).Audio };
            }
            else
            {
                reader.SkipMember();
            }
        }

        // An answer without text, such as one that was blocked, leaves its counter out; the total tells what it was.
        if (candidates is null && thoughts is null && total - prompt - (tools ?? 0) is >= 0 and var rest)
        {
            candidates = rest;
        }

        return usage with
        {
            Input = prompt is null ? null : prompt + (tools ?? 0),
            Output = candidates is null && thoughts is null ? null : (candidates ?? 0) + (thoughts ?? 0),
            Reasoning = thoughts,
        };
    }

    private static (long? Audio, long? Image) ReadModalities(ref Utf8JsonReader reader)
    {
        long? audio = null, image = null;
        if (!reader.EnterArray())
        {
            return (audio, image);
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var (modality, count) = ReadModality(ref reader);
            audio = modality == "AUDIO" ? count : audio;
            image = modality == "IMAGE" ? count : image;
        }

        return (audio, image);
    }

    private static (string? Modality, long? Count) ReadModality(ref Utf8JsonReader reader)
    {
        string? modality = null;
        long? count = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("tokenCount"u8))
            {
                count = reader.ReadCounter();
            }
            else if (reader.NameIs("modality"u8))
            {
                reader.Read();
                modality = reader.TokenType switch
                {
                    JsonTokenType.String => JsonNames.TextOf(reader),

                    // Names may be written as their numbers (google.ai.generativelanguage.v1beta.Modality).
                    JsonTokenType.Number when reader.TryGetInt32(out var number) => number switch { 2 => "IMAGE", 4 => "AUDIO", _ => null },
                    _ => null,
                };
                reader.Skip();
            }
            else
            {
                reader.SkipMember();
            }
        }

        return (modality, count);
    }
}
