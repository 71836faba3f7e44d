using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Reads the <c>generationConfig</c> of a request.</summary>
internal static class ConfigReader
{
    public static void Read(Conversation conversation, JsonElement config, string path, Losses losses)
    {
        GenerateMember? type = null, schema = null;
        foreach (var member in GenerateMember.Of(config, path))
        {
            var (name, at, value) = member;
            switch (name)
            {
                case "responseMimeType":
                    type = member;
                    break;
                case "responseSchema" or "responseJsonSchema":
                    schema = schema is null
                        ? member
                        : throw new InvalidConversationException(at, $"'{at}' must not stand beside '{schema.Value.Path}'.");
                    break;
                case "thinkingConfig":
                    ReadThinking(conversation, value, at, losses);
                    break;
                case "responseModalities" when value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsText):
                    break;
                case "mediaResolution" or "speechConfig" or "imageConfig" or "responseModalities" or "responseFormat" or "audioTimestamp"
                    or "enableEnhancedCivicAnswers" or "enableAffectiveDialog" or "translationConfig" or "audioTranscriptionConfig"
                    or "routingConfig" or "modelSelectionConfig":
                    losses.Add(at, LossReason.Unsupported);
                    break;
                default:
                    ReadSetting(conversation, member, losses);
                    break;
            }
        }

        conversation.Format = Format(type, schema, losses);
    }

    private static void ReadSetting(Conversation conversation, GenerateMember member, Losses losses)
    {
        SettingKind? kind = member.Name switch
        {
            "maxOutputTokens" => SettingKind.MaxOutputTokens,
            "temperature" => SettingKind.Temperature,
            "topP" => SettingKind.TopP,
            "topK" => SettingKind.TopK,
            "stopSequences" => SettingKind.StopSequences,
            "seed" => SettingKind.Seed,
            "candidateCount" => SettingKind.Choices,
            "presencePenalty" => SettingKind.PresencePenalty,
            "frequencyPenalty" => SettingKind.FrequencyPenalty,
            "responseLogprobs" => SettingKind.Logprobs,
            "logprobs" => SettingKind.TopLogprobs,
            _ => null,
        };
        if (kind is not { } known)
        {
            losses.Add(member.Path, LossReason.Unknown);
            return;
        }

        conversation.Settings.Set(known, Checked(known, member), member.Path);
    }

    private static JsonElement Checked(SettingKind kind, GenerateMember member)
    {
        var (_, path, value) = member;
        switch (kind)
        {
            case SettingKind.StopSequences:
                foreach (var item in value.Items(path))
                {
                    _ = item.Text($"{path}[*]");
                }

                return value;
            case SettingKind.Logprobs:
                _ = value.Boolean(path);
                return value;
            default:
                return Number(value, path);
        }
    }

    // Protocol buffers take numbers in quotes too.
    private static JsonElement Number(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            try
            {
                using var inner = ParsedJson.Parse(JsonText.Of(value).Decoded());
                value = inner.Root.Clone();
            }
            catch (JsonException)
            {
                // It is told below.
            }
        }

        return value.ValueKind == JsonValueKind.Number
            ? value
            : throw new InvalidConversationException(path, $"'{path}' must be a number.");
    }

    private static void ReadThinking(Conversation conversation, JsonElement config, string path, Losses losses)
    {
        foreach (var (name, at, value) in GenerateMember.Of(config, path))
        {
            switch (name)
            {
                case "includeThoughts":
                    _ = value.Boolean(at);
                    conversation.Settings.Set(SettingKind.ReasoningShown, value, at);
                    break;
                case "thinkingBudget":
                    conversation.Settings.Set(SettingKind.ReasoningBudget, Number(value, at), at);
                    break;
                case "thinkingLevel":
                    ReadLevel(conversation, value.Text(at).ToString().ToLowerInvariant(), at, losses);
                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }
    }

    private static void ReadLevel(Conversation conversation, string level, string path, Losses losses)
    {
        if (level is "minimal" or "low" or "medium" or "high")
        {
            conversation.Settings.Set(SettingKind.ReasoningEffort, JsonElement.Parse(JsonText.Of(level).Quoted), path);
        }
        else if (level != "thinking_level_unspecified")
        {
            losses.Add(path, LossReason.Value);
        }
    }

    private static Carried<AnswerFormat>? Format(GenerateMember? type, GenerateMember? schema, Losses losses)
    {
        var mediaType = type is { } said ? said.Value.Text(said.Path).ToString() : "";
        if (mediaType is not ("" or "text/plain" or "application/json"))
        {
            // One word of a list, which is no JSON.
            losses.Add(type!.Value.Path, LossReason.Value);
            if (schema is { } lost)
            {
                losses.Add(lost.Path, LossReason.Unsupported);
            }

            return null;
        }

        if (schema is not { } given)
        {
            return mediaType == "application/json" ? new(new AnswerFormat(null), type!.Value.Path) : null;
        }

        var value = given.Name == "responseSchema" ? SchemaReader.Read(given.Value, given.Path, losses) : given.Value;
        return new(new AnswerFormat(new Carried<JsonElement>(value, given.Path)), given.Path);
    }

    private static bool IsText(JsonElement modality) => modality.ValueKind == JsonValueKind.String && JsonText.Of(modality).Is("TEXT");
}
