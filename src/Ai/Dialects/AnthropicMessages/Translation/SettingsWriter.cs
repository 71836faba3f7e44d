using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Writes the settings of a request that are members of their own.</summary>
internal static class SettingsWriter
{
    /// <summary>Writes the limit of tokens, which the protocol wants in every request, and tells it.</summary>
    public static long WriteLimit(Utf8JsonWriter writer, Settings settings, TargetModel model, RequestNotes notes)
    {
        if (settings.TryTake(SettingKind.MaxOutputTokens, out var limit))
        {
            writer.WriteRaw("max_tokens"u8, limit.Value.Value);
            return limit.Value.Value.TryWhole(out var tokens) ? tokens : model.MaxOutputTokens;
        }

        notes.Add("max_tokens");
        writer.WriteNumber("max_tokens"u8, model.MaxOutputTokens);
        return model.MaxOutputTokens;
    }

    /// <summary>Writes how the model chooses among tokens. While it thinks, it allows hardly any of that.</summary>
    public static void WriteSampling(Utf8JsonWriter writer, Settings settings, bool isThinking, Losses losses)
    {
        var (leastTemperature, leastTopP) = isThinking ? (1, 0.95) : (0, 0);
        WriteNumber(writer, settings, SettingKind.Temperature, "temperature"u8, losses, value => value >= leastTemperature && value <= 1);
        WriteNumber(writer, settings, SettingKind.TopP, "top_p"u8, losses, value => value >= leastTopP && value <= 1);
        WriteNumber(writer, settings, SettingKind.TopK, "top_k"u8, losses, value => !isThinking && value >= 0);
    }

    public static void WriteOthers(Utf8JsonWriter writer, Settings settings, Losses losses)
    {
        WriteStops(writer, settings, losses);
        if (settings.TryTake(SettingKind.User, out var user))
        {
            writer.WriteStartObject("metadata"u8);
            writer.WriteRaw("user_id"u8, user.Value.Value);
            writer.WriteEndObject();
        }

        WriteTier(writer, settings, losses);
        DropDefault(settings, SettingKind.Choices, value => value.IsNumber(1));
        DropDefault(settings, SettingKind.FrequencyPenalty, value => value.IsNumber(0));
        DropDefault(settings, SettingKind.PresencePenalty, value => value.IsNumber(0));
        DropDefault(settings, SettingKind.Logprobs, value => value.ValueKind == JsonValueKind.False);
        DropDefault(settings, SettingKind.TopLogprobs, value => value.IsNumber(0));
        DropDefault(settings, SettingKind.LogitBias, value => value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any());
        DropDefault(settings, SettingKind.Metadata, value => value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any());
    }

    private static void WriteNumber(
        Utf8JsonWriter writer, Settings settings, SettingKind kind, ReadOnlySpan<byte> name, Losses losses, Func<double, bool> isAllowed)
    {
        if (!settings.TryTake(kind, out var setting))
        {
            return;
        }

        if (setting.Value.Value.ValueKind == JsonValueKind.Number && setting.Value.Value.TryGetDouble(out var number) && isAllowed(number))
        {
            writer.WriteRaw(name, setting.Value.Value);
        }
        else
        {
            losses.Add(setting.Value.Path, LossReason.Value);
        }
    }

    private static void WriteStops(Utf8JsonWriter writer, Settings settings, Losses losses)
    {
        if (!settings.TryTake(SettingKind.StopSequences, out var stops))
        {
            return;
        }

        var (value, path) = (stops.Value.Value, stops.Value.Path);
        var isOne = value.ValueKind == JsonValueKind.String;
        if (!isOne && value.ValueKind != JsonValueKind.Array)
        {
            losses.Add(path, LossReason.Value);
            return;
        }

        writer.WriteStartArray("stop_sequences"u8);
        foreach (var stop in isOne ? [value] : value.EnumerateArray().ToArray())
        {
            // Anthropic refuses those that are nothing but spaces.
            if (stop.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(JsonText.Of(stop).ToString()))
            {
                writer.WriteRaw(stop);
            }
            else
            {
                losses.Add(path, LossReason.Value);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteTier(Utf8JsonWriter writer, Settings settings, Losses losses)
    {
        if (!settings.TryTake(SettingKind.ServiceTier, out var tier))
        {
            return;
        }

        var (_, value, path) = tier.Value;
        if (value.Says("auto"))
        {
            writer.WriteString("service_tier"u8, "auto"u8);
        }
        else if (value.Says("default") || value.Says("standard") || value.Says("standard_only"))
        {
            writer.WriteString("service_tier"u8, "standard_only"u8);
        }
        else
        {
            losses.Add(path, LossReason.Value);
        }
    }

    // What says the only thing that this protocol does anyway is no loss.
    private static void DropDefault(Settings settings, SettingKind kind, Func<JsonElement, bool> isDefault)
    {
        if (settings[kind] is { } setting && isDefault(setting.Value))
        {
            settings.TryTake(kind, out _);
        }
    }
}
