using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Reads the settings of a request.</summary>
internal static class SettingsReader
{
    public static void Read(JsonProperty member, Conversation conversation, Losses losses)
    {
        var (path, value) = (member.Name, member.Value);
        var settings = conversation.Settings;
        switch (path)
        {
            case "max_tokens":
                settings.Set(SettingKind.MaxOutputTokens, value.Number(path), path);
                break;
            case "temperature":
                settings.Set(SettingKind.Temperature, value.Number(path), path);
                break;
            case "top_p":
                settings.Set(SettingKind.TopP, value.Number(path), path);
                break;
            case "top_k":
                settings.Set(SettingKind.TopK, value.Number(path), path);
                break;
            case "stop_sequences":
                foreach (var sequence in value.Items(path))
                {
                    sequence.Text("stop_sequences[*]");
                }

                settings.Set(SettingKind.StopSequences, value, path);
                break;
            case "metadata":
                ReadMetadata(value, settings, losses);
                break;
            case "service_tier":
                settings.Set(SettingKind.ServiceTier, value.Text(path).Is("standard_only") ? JsonValues.DefaultTier : value, path);
                break;
            case "thinking":
                ReadThinking(value, settings, losses);
                break;
            case "output_config":
                ReadOutput(value, conversation, losses);
                break;
            case "output_format":
                ReadFormat(value, path, conversation, losses);
                break;
            default:
                losses.Add(path, LossReason.Unknown);
                break;
        }
    }

    private static JsonElement Number(this JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number
            ? value
            : throw new InvalidConversationException(path, $"'{path}' must be a number.");

    private static void ReadMetadata(JsonElement metadata, Settings settings, Losses losses)
    {
        foreach (var member in metadata.Members("metadata"))
        {
            var path = $"metadata.{member.Name}";
            if (member.Name == "user_id")
            {
                member.Value.Text(path);
                settings.Set(SettingKind.User, member.Value, path);
            }
            else
            {
                losses.Add(path, LossReason.Unknown);
            }
        }
    }

    private static void ReadThinking(JsonElement thinking, Settings settings, Losses losses)
    {
        const string path = "thinking.type";
        var type = thinking.Needed("type"u8, path).Text(path).ToString();
        switch (type)
        {
            case "enabled":
                const string budgetPath = "thinking.budget_tokens";
                settings.Set(SettingKind.ReasoningBudget, thinking.Needed("budget_tokens"u8, budgetPath).Number(budgetPath), budgetPath);
                break;
            case "adaptive":
                settings.Set(SettingKind.ReasoningBudget, JsonValues.AnyBudget, path);
                break;
            case "disabled":
                settings.Set(SettingKind.ReasoningBudget, JsonValues.NoBudget, path);
                break;
            default:
                losses.Add(path, LossReason.Unknown);
                break;
        }

        foreach (var member in thinking.Members("thinking"))
        {
            if (member.Name == "display")
            {
                member.Value.Text("thinking.display");
                settings.Set(SettingKind.ReasoningShown, member.Value, "thinking.display");
            }
            else if (member.Name != "type" && !(member.Name == "budget_tokens" && type == "enabled"))
            {
                losses.Add($"thinking.{member.Name}", LossReason.Unknown);
            }
        }
    }

    private static void ReadOutput(JsonElement output, Conversation conversation, Losses losses)
    {
        foreach (var member in output.Members("output_config"))
        {
            var path = $"output_config.{member.Name}";
            switch (member.Name)
            {
                case "effort":
                    member.Value.Text(path);
                    conversation.Settings.Set(SettingKind.ReasoningEffort, member.Value, path);
                    break;
                case "format":
                    ReadFormat(member.Value, path, conversation, losses);
                    break;
                default:
                    losses.Add(path, LossReason.Unknown);
                    break;
            }
        }
    }

    private static void ReadFormat(JsonElement format, string path, Conversation conversation, Losses losses)
    {
        if (!format.Needed("type"u8, $"{path}.type").Text($"{path}.type").Is("json_schema"))
        {
            losses.Add(path, LossReason.Unknown);
            return;
        }

        var schema = format.Needed("schema"u8, $"{path}.schema");
        conversation.Format = new(new AnswerFormat(new(schema, $"{path}.schema")), path);
        foreach (var member in format.Members(path))
        {
            if (member.Name is not ("type" or "schema"))
            {
                losses.Add($"{path}.{member.Name}", LossReason.Unknown);
            }
        }
    }
}
