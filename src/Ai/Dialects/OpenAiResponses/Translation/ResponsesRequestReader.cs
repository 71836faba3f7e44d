using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Dialects.OpenAiChat.Translation;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Reads a request of the Responses protocol.</summary>
internal static class ResponsesRequestReader
{
    private const string WantsChances = "message.output_text.logprobs";

    private static readonly JsonElement Yes = ParseYes();

    public static Conversation Read(JsonElement body, bool stream, Losses losses)
    {
        var conversation = new Conversation { Stream = stream };
        foreach (var member in body.Members("request"))
        {
            ReadMember(member.Name, member.Value, conversation, losses);
        }

        if (body.Member("input"u8) is null)
        {
            throw new InvalidConversationException("input", "'input' is missing.");
        }

        if (conversation.Tools.Count == 0 && body.Member("tools"u8) is not null)
        {
            LoseToolSettings(conversation, losses);
        }

        return conversation;
    }

    private static void ReadMember(string name, JsonElement value, Conversation conversation, Losses losses)
    {
        if (SettingOf(name) is { } kind)
        {
            if (!SaysNothing(kind, value))
            {
                conversation.Settings.Set(kind, value, name);
            }

            return;
        }

        switch (name)
        {
            case "model" or "stream" or "stream_options":
                break;
            case "input":
                ReadInput(value, conversation, losses);
                break;
            case "instructions":
                conversation.Turns.Insert(0, new Turn(Role.System, ResponsesPartReader.ReadContent(value, name, losses), name));
                break;
            case "tools":
                ResponsesToolReader.ReadTools(value, conversation, losses);
                break;
            case "tool_choice":
                ResponsesToolReader.ReadChoice(value, conversation, losses);
                break;
            case "text":
                ReadText(value, conversation, losses);
                break;
            case "reasoning":
                ReadReasoning(value, conversation.Settings, losses);
                break;
            case "include":
                ReadIncluded(value, conversation.Settings, losses);
                break;
            case "top_logprobs":
                ReadTopChances(value, conversation.Settings);
                break;
            case "user" or "safety_identifier":
                ReadUser(name, value, conversation.Settings, losses);
                break;
            case "previous_response_id" or "conversation" or "prompt":
            case "background" when value.ValueKind == JsonValueKind.True:
                throw new InvalidConversationException(name, $"'{name}' needs what OpenAI has stored, and another provider has not.");
            case "store" or "background" when value.ValueKind == JsonValueKind.False:
            case "truncation" when value.Word() == "disabled":
                break;
            case "store" or "truncation" or "max_tool_calls" or "prompt_cache_retention" or "prompt_cache_options" or "moderation" or "context_management":
                losses.Add(name, LossReason.Unsupported);
                break;
            default:
                losses.Add(name, LossReason.Unknown);
                break;
        }
    }

    // Where all tools got lost, nothing is left to be said of them; other protocols refuse it.
    private static void LoseToolSettings(Conversation conversation, Losses losses)
    {
        if (conversation.Settings.TryTake(SettingKind.ParallelToolCalls, out var parallel) && parallel.Value.Value.ValueKind == JsonValueKind.False)
        {
            losses.Add(parallel.Value.Path, LossReason.Unsupported);
        }

        if (conversation.ToolChoice is { Value.Kind: ToolChoiceKind.Required or ToolChoiceKind.Named, Path: var path })
        {
            losses.Add(path, LossReason.Unsupported);
        }

        conversation.ToolChoice = null;
    }

    private static SettingKind? SettingOf(string name) => name switch
    {
        "max_output_tokens" => SettingKind.MaxOutputTokens,
        "temperature" => SettingKind.Temperature,
        "top_p" => SettingKind.TopP,
        "metadata" => SettingKind.Metadata,
        "service_tier" => SettingKind.ServiceTier,
        "parallel_tool_calls" => SettingKind.ParallelToolCalls,
        "prompt_cache_key" => SettingKind.PromptCacheKey,
        _ => null,
    };

    // What every protocol does unasked is not lost where it cannot be said.
    private static bool SaysNothing(SettingKind kind, JsonElement value) => kind switch
    {
        SettingKind.Metadata => value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any(),
        SettingKind.ServiceTier => value.Word() == "auto",
        _ => false,
    };

    private static void ReadInput(JsonElement input, Conversation conversation, Losses losses)
    {
        if (input.ValueKind == JsonValueKind.String)
        {
            conversation.Turns.Add(new Turn(Role.User, [new TextPart(JsonText.Of(input), "input")], "input"));
        }
        else
        {
            new ResponsesItemReader(conversation, losses).Read(input);
        }
    }

    private static void ReadText(JsonElement text, Conversation conversation, Losses losses)
    {
        foreach (var member in text.Members("text"))
        {
            var at = $"text.{member.Name}";
            switch (member.Name)
            {
                case "format":
                    ReadFormat(member.Value, at, conversation, losses);
                    break;
                case "verbosity":
                    conversation.Settings.Set(SettingKind.Verbosity, member.Value, at);
                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }
    }

    private static void ReadFormat(JsonElement format, string path, Conversation conversation, Losses losses)
    {
        switch (format.TextOf("type"u8)?.ToString())
        {
            case "text":
                break;
            case "json_object":
                conversation.Format = new(new AnswerFormat(Schema: null), path);
                break;
            case "json_schema":
                conversation.Format = new(ChatRequestReader.FormatOf(format, path, losses), path);
                break;
            default:
                losses.Add(path, LossReason.Unsupported);
                break;
        }
    }

    private static void ReadReasoning(JsonElement reasoning, Settings settings, Losses losses)
    {
        foreach (var member in reasoning.Members("reasoning"))
        {
            var at = $"reasoning.{member.Name}";
            switch (member.Name)
            {
                case "effort":
                    settings.Set(SettingKind.ReasoningEffort, member.Value, at);
                    break;
                case "summary" or "generate_summary":
                    settings.Set(SettingKind.ReasoningShown, member.Value, at);
                    break;
                case "mode" or "context":
                    losses.Add(at, LossReason.Unsupported);
                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }
    }

    private static void ReadIncluded(JsonElement included, Settings settings, Losses losses)
    {
        foreach (var item in included.Items("include"))
        {
            switch (item.Text("include[*]").ToString())
            {
                case WantsChances:
                    settings.Set(SettingKind.Logprobs, Yes, "include[*]");
                    break;
                case "reasoning.encrypted_content":
                    // Seals are carried wherever there are some.
                    break;
                default:
                    losses.Add("include[*]", LossReason.Unsupported);
                    break;
            }
        }
    }

    // Other protocols want to be asked for chances before they are asked for how many.
    private static void ReadTopChances(JsonElement value, Settings settings)
    {
        if (value is { ValueKind: JsonValueKind.Number } && value.TryGetInt64(out var count) && count == 0)
        {
            return;
        }

        settings.Set(SettingKind.TopLogprobs, value, "top_logprobs");
        if (settings[SettingKind.Logprobs] is null)
        {
            settings.Set(SettingKind.Logprobs, Yes, "top_logprobs");
        }
    }

    private static void ReadUser(string name, JsonElement value, Settings settings, Losses losses)
    {
        if (settings[SettingKind.User] is null)
        {
            settings.Set(SettingKind.User, value, name);
        }
        else
        {
            losses.Add(name, LossReason.Unsupported);
        }
    }

    private static JsonElement ParseYes()
    {
        using var parsed = ParsedJson.Parse("true"u8.ToArray());
        return parsed.Root.Clone();
    }
}
