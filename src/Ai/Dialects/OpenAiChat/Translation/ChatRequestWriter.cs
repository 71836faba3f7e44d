using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Writes a request of the chat protocol.</summary>
internal static class ChatRequestWriter
{
    private static readonly (SettingKind Kind, string Name)[] Carried =
    [
        (SettingKind.Temperature, "temperature"),
        (SettingKind.TopP, "top_p"),
        (SettingKind.StopSequences, "stop"),
        (SettingKind.Seed, "seed"),
        (SettingKind.Choices, "n"),
        (SettingKind.FrequencyPenalty, "frequency_penalty"),
        (SettingKind.PresencePenalty, "presence_penalty"),
        (SettingKind.LogitBias, "logit_bias"),
        (SettingKind.Logprobs, "logprobs"),
        (SettingKind.TopLogprobs, "top_logprobs"),
        (SettingKind.User, "user"),
        (SettingKind.Metadata, "metadata"),
        (SettingKind.ReasoningEffort, "reasoning_effort"),
        (SettingKind.Verbosity, "verbosity"),
        (SettingKind.PromptCacheKey, "prompt_cache_key"),
    ];

    public static void Write(Utf8JsonWriter writer, Conversation conversation, TargetModel model, RequestNotes notes)
    {
        var settings = conversation.Settings;
        writer.WriteStartObject();
        writer.WriteString("model"u8, model.Name);
        writer.WriteStartArray("messages"u8);
        ChatTurnWriter.Write(writer, conversation, model, notes.Losses);
        writer.WriteEndArray();
        WriteTools(writer, conversation, notes.Losses);
        WriteFormat(writer, conversation, notes);
        if (settings.TryTake(SettingKind.MaxOutputTokens, out var limit))
        {
            writer.WriteRaw(model.IsCompatible ? "max_tokens"u8 : "max_completion_tokens"u8, limit.Value.Value);
        }

        ReasoningWish.AsEffort(settings, notes.Losses);
        foreach (var (kind, name) in Carried)
        {
            if (settings.TryTake(kind, out var setting))
            {
                writer.WritePropertyName(name);
                writer.WriteRaw(setting.Value.Value);
            }
        }

        WriteServiceTier(writer, settings, notes.Losses);
        if (conversation.Stream)
        {
            // Every other protocol tells usage in its streams. Some servers refuse to be asked for it, so that can be left out.
            writer.WriteBoolean("stream"u8, true);
            notes.UsageEdit = ChatSplice.AskForUsage(firstMember: 1);
        }

        settings.LoseRest(notes.Losses);
        writer.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter writer, Conversation conversation, Losses losses)
    {
        if (conversation.Tools.Count > 0)
        {
            writer.WriteStartArray("tools"u8);
            foreach (var tool in conversation.Tools)
            {
                WriteTool(writer, tool, losses);
            }

            writer.WriteEndArray();
        }

        if (conversation.ToolChoice is { Value: var choice })
        {
            WriteChoice(writer, choice);
        }

        // OpenAI refuses it without tools, and without tools it says nothing.
        if (conversation.Settings.TryTake(SettingKind.ParallelToolCalls, out var parallel) && conversation.Tools.Count > 0)
        {
            writer.WriteRaw("parallel_tool_calls"u8, parallel.Value.Value);
        }
    }

    private static void WriteTool(Utf8JsonWriter writer, Tool tool, Losses losses)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        writer.WriteText("name"u8, tool.Name);
        if (tool.Description is { } description)
        {
            writer.WriteText("description"u8, description);
        }

        if (tool.Schema is { } schema)
        {
            writer.WriteRaw("parameters"u8, schema.Value);
        }

        if (tool.Strict is { } strict)
        {
            writer.WriteBoolean("strict"u8, strict.Value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        if (tool.Cache is { } cache)
        {
            losses.Add(cache.Path, LossReason.Unsupported);
        }
    }

    private static void WriteChoice(Utf8JsonWriter writer, ToolChoice choice)
    {
        writer.WritePropertyName("tool_choice"u8);
        if (choice is { Kind: ToolChoiceKind.Named, Name: { } name })
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteText("name"u8, name);
            writer.WriteEndObject();
            writer.WriteEndObject();
            return;
        }

        writer.WriteStringValue(choice.Kind switch
        {
            ToolChoiceKind.None => "none"u8,
            ToolChoiceKind.Required => "required"u8,
            _ => "auto"u8,
        });
    }

    private static void WriteFormat(Utf8JsonWriter writer, Conversation conversation, RequestNotes notes)
    {
        if (conversation.Format is not { Value: var format })
        {
            return;
        }

        writer.WriteStartObject("response_format"u8);
        if (format.Schema is null)
        {
            writer.WriteString("type"u8, "json_object"u8);
        }
        else
        {
            writer.WriteString("type"u8, "json_schema"u8);
            writer.WriteStartObject("json_schema"u8);
            WriteSchema(writer, format, "response_format.json_schema.name", notes);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the members of the format of OpenAI's protocols, which wants a name for each schema.</summary>
    internal static void WriteSchema(Utf8JsonWriter writer, AnswerFormat format, string namePath, RequestNotes notes)
    {
        if (format.Name is { } name)
        {
            writer.WriteText("name"u8, name.Value);
        }
        else
        {
            writer.WriteString("name"u8, "answer"u8);
            notes.Add(namePath);
        }

        if (format.Description is { } description)
        {
            writer.WriteText("description"u8, description.Value);
        }

        if (format.Schema is { } schema)
        {
            writer.WriteRaw("schema"u8, schema.Value);
        }

        if (format.Strict is { } strict)
        {
            writer.WriteBoolean("strict"u8, strict.Value);
        }
    }

    // Providers know tiers by other names; one that is wrong fails the request.
    private static void WriteServiceTier(Utf8JsonWriter writer, Settings settings, Losses losses)
    {
        if (!settings.TryTake(SettingKind.ServiceTier, out var tier))
        {
            return;
        }

        if (tier.Value.Value.Word() is "auto" or "default" or "flex" or "scale" or "priority")
        {
            writer.WriteRaw("service_tier"u8, tier.Value.Value);
        }
        else
        {
            losses.Add(tier.Value.Path, LossReason.Value);
        }
    }
}
