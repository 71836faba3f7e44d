using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Writes the <c>generationConfig</c> of a request.</summary>
internal static class ConfigWriter
{
    private const int MostStopSequences = 5;

    private static readonly (SettingKind Kind, string Name)[] Numbers =
    [
        (SettingKind.MaxOutputTokens, "maxOutputTokens"),
        (SettingKind.Temperature, "temperature"),
        (SettingKind.TopP, "topP"),
        (SettingKind.TopK, "topK"),
        (SettingKind.Choices, "candidateCount"),
        (SettingKind.PresencePenalty, "presencePenalty"),
        (SettingKind.FrequencyPenalty, "frequencyPenalty"),
    ];

    public static void Write(Utf8JsonWriter writer, Conversation conversation, GeminiModel target, Losses losses)
    {
        var config = new OptionalObject(writer, "generationConfig");
        var settings = conversation.Settings;
        foreach (var (kind, name) in Numbers)
        {
            if (settings.TryTake(kind, out var setting))
            {
                config.Open().WritePropertyName(name);
                writer.WriteRaw(setting.Value.Value);
            }
        }

        WriteSeed(config, settings, losses);
        WriteStops(config, settings, losses);
        WriteLogprobs(config, settings);
        if (conversation.Format is { } format)
        {
            WriteFormat(config, format.Value, losses);
        }

        ThinkingWriter.Write(config, settings, target, losses);
        config.Close();
    }

    // Gemini's seeds have 32 bits.
    private static void WriteSeed(OptionalObject config, Settings settings, Losses losses)
    {
        if (!settings.TryTake(SettingKind.Seed, out var seed))
        {
            return;
        }

        if (seed.Value.Value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out _))
        {
            config.Open().WriteRaw("seed"u8, number);
        }
        else
        {
            losses.Add(seed.Value.Path, LossReason.Value);
        }
    }

    private static void WriteStops(OptionalObject config, Settings settings, Losses losses)
    {
        if (!settings.TryTake(SettingKind.StopSequences, out var setting))
        {
            return;
        }

        var (_, value, path) = setting.Value;
        List<JsonElement> stops = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        if (stops.Count == 0)
        {
            return;
        }

        if (stops.Count > MostStopSequences)
        {
            losses.Add(path, LossReason.Value);
        }

        var writer = config.Open();
        writer.WriteStartArray("stopSequences"u8);
        foreach (var stop in stops.Take(MostStopSequences))
        {
            writer.WriteRaw(stop);
        }

        writer.WriteEndArray();
    }

    // The number of the likeliest is refused where none are wanted.
    private static void WriteLogprobs(OptionalObject config, Settings settings)
    {
        if (settings[SettingKind.Logprobs] is not { Value.ValueKind: JsonValueKind.True })
        {
            settings.TryTake(SettingKind.Logprobs, out _);
            if (settings[SettingKind.TopLogprobs] is { Value.ValueKind: JsonValueKind.Number } none && none.Value.TryGetInt64(out var count) && count == 0)
            {
                settings.TryTake(SettingKind.TopLogprobs, out _);
            }

            return;
        }

        settings.TryTake(SettingKind.Logprobs, out _);
        config.Open().WriteBoolean("responseLogprobs"u8, true);
        if (settings.TryTake(SettingKind.TopLogprobs, out var top))
        {
            config.Open().WriteRaw("logprobs"u8, top.Value.Value);
        }
    }

    private static void WriteFormat(OptionalObject config, AnswerFormat format, Losses losses)
    {
        var writer = config.Open();
        writer.WriteString("responseMimeType"u8, "application/json"u8);
        if (format.Schema is { } schema)
        {
            SchemaWriter.WriteAnswer(writer, schema, losses);
        }

        // Gemini holds every answer to its schema, so strict says nothing new.
        format.LoseWords(losses);
        if (format.Strict is { Value: false, Path: var path })
        {
            losses.Add(path, LossReason.Value);
        }
    }
}
