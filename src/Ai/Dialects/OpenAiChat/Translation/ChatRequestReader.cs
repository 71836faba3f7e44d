using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Reads a request of the chat protocol.</summary>
internal static class ChatRequestReader
{
    public static Conversation Read(JsonElement body, bool stream, Losses losses)
    {
        var conversation = new Conversation { Stream = stream };
        foreach (var member in body.Members("request"))
        {
            ReadMember(member.Name, member.Value, conversation, losses);
        }

        if (body.Member("messages"u8) is null)
        {
            throw new InvalidConversationException("messages", "'messages' is missing.");
        }

        return conversation;
    }

    private static void ReadMember(string name, JsonElement value, Conversation conversation, Losses losses)
    {
        if (SettingOf(name) is { } kind)
        {
            if (!SaysNothing(kind, value))
            {
                Set(kind, name, value, conversation.Settings, losses);
            }

            return;
        }

        switch (name)
        {
            case "model" or "stream" or "stream_options":
                break;
            case "messages":
                ChatTurnReader.Read(value, conversation, losses);
                break;
            case "tools":
                ChatToolReader.ReadTools(value, conversation, losses);
                break;
            case "functions":
                ChatToolReader.ReadFunctions(value, conversation, losses);
                break;
            case "tool_choice" or "function_call":
                ChatToolReader.ReadChoice(value, name, conversation, losses);
                break;
            case "response_format":
                ReadFormat(value, conversation, losses);
                break;
            case "store" when value.ValueKind == JsonValueKind.False:
            case "modalities" when value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.Word() == "text"):
                break;
            case "store" or "modalities" or "audio" or "prediction" or "web_search_options" or "moderation" or "prompt_cache_retention":
                losses.Add(name, LossReason.Unsupported);
                break;
            default:
                losses.Add(name, LossReason.Unknown);
                break;
        }
    }

    private static SettingKind? SettingOf(string name) => name switch
    {
        "max_completion_tokens" or "max_tokens" => SettingKind.MaxOutputTokens,
        "temperature" => SettingKind.Temperature,
        "top_p" => SettingKind.TopP,
        "top_k" => SettingKind.TopK,
        "stop" => SettingKind.StopSequences,
        "seed" => SettingKind.Seed,
        "n" => SettingKind.Choices,
        "frequency_penalty" => SettingKind.FrequencyPenalty,
        "presence_penalty" => SettingKind.PresencePenalty,
        "logit_bias" => SettingKind.LogitBias,
        "logprobs" => SettingKind.Logprobs,
        "top_logprobs" => SettingKind.TopLogprobs,
        "user" or "safety_identifier" => SettingKind.User,
        "metadata" => SettingKind.Metadata,
        "service_tier" => SettingKind.ServiceTier,
        "parallel_tool_calls" => SettingKind.ParallelToolCalls,
        "reasoning_effort" => SettingKind.ReasoningEffort,
        "verbosity" => SettingKind.Verbosity,
        "prompt_cache_key" => SettingKind.PromptCacheKey,
        _ => null,
    };

    // Two names say the same, and of two values the one of the newer name counts.
    private static void Set(SettingKind kind, string name, JsonElement value, Settings settings, Losses losses)
    {
        if (settings[kind] is not { } other)
        {
            settings.Set(kind, value, name);
            return;
        }

        var isNewer = name is "max_completion_tokens" or "safety_identifier";
        if (!JsonElement.DeepEquals(value, other.Value))
        {
            losses.Add(isNewer ? other.Path : name, LossReason.Value);
        }

        if (isNewer)
        {
            settings.Set(kind, value, name);
        }
    }

    // What every protocol does unasked is not lost where it cannot be said.
    private static bool SaysNothing(SettingKind kind, JsonElement value) => kind switch
    {
        SettingKind.Choices => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count == 1,
        SettingKind.Logprobs => value.ValueKind == JsonValueKind.False,
        SettingKind.LogitBias or SettingKind.Metadata => value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any(),
        SettingKind.ServiceTier => value.Word() == "auto",
        SettingKind.FrequencyPenalty or SettingKind.PresencePenalty => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var penalty) && penalty == 0,
        _ => false,
    };

    private static void ReadFormat(JsonElement format, Conversation conversation, Losses losses)
    {
        switch (format.TextOf("type"u8)?.ToString())
        {
            case "text":
                break;
            case "json_object":
                conversation.Format = new(new AnswerFormat(Schema: null), "response_format");
                break;
            case "json_schema":
                const string Path = "response_format.json_schema";
                conversation.Format = new(FormatOf(format.Needed("json_schema"u8, Path), Path, losses), "response_format");
                break;
            default:
                losses.Add("response_format", LossReason.Unsupported);
                break;
        }
    }

    /// <summary>Reads the format of OpenAI's protocols: a schema with its name.</summary>
    internal static AnswerFormat FormatOf(JsonElement schema, string path, Losses losses)
    {
        var format = new AnswerFormat(Schema: null);
        foreach (var member in schema.Members(path))
        {
            var at = $"{path}.{member.Name}";
            switch (member.Name)
            {
                case "type":
                    break;
                case "schema":
                    format = format with { Schema = new(member.Value, at) };
                    break;
                case "name":
                    format = format with { Name = new(member.Value.Text(at), at) };
                    break;
                case "description":
                    format = format with { Description = new(member.Value.Text(at), at) };
                    break;
                case "strict":
                    format = format with { Strict = new(member.Value.Boolean(at), at) };
                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }

        return format;
    }
}
