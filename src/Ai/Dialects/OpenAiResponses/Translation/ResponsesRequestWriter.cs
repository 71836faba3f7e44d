using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Dialects.OpenAiChat.Translation;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Writes a request of the Responses protocol.</summary>
internal static class ResponsesRequestWriter
{
    public const long LowestLimit = 16;

    private static readonly (SettingKind Kind, string Name)[] Carried =
    [
        (SettingKind.Temperature, "temperature"),
        (SettingKind.TopP, "top_p"),
        (SettingKind.TopLogprobs, "top_logprobs"),
        (SettingKind.User, "user"),
        (SettingKind.Metadata, "metadata"),
        (SettingKind.PromptCacheKey, "prompt_cache_key"),
    ];

    public static void Write(Utf8JsonWriter writer, Conversation conversation, TargetModel model, RequestNotes notes)
    {
        var settings = conversation.Settings;
        writer.WriteStartObject();
        writer.WriteString("model"u8, model.Name);
        writer.WriteStartArray("input"u8);
        var turns = new ResponsesTurnWriter(writer, model, notes);
        foreach (var turn in conversation.Turns)
        {
            turns.Write(turn);
        }

        writer.WriteEndArray();
        ResponsesToolWriter.Write(writer, conversation, notes);
        ReasoningWish.AsEffort(settings, notes.Losses);
        WriteIncluded(writer, conversation, notes);
        WriteLimit(writer, settings, model, notes);
        foreach (var (kind, name) in Carried)
        {
            if (settings.TryTake(kind, out var setting))
            {
                writer.WritePropertyName(name);
                writer.WriteRaw(setting.Value.Value);
            }
        }

        WriteReasoning(writer, settings, notes.Losses);
        WriteText(writer, conversation, notes);
        WriteServiceTier(writer, settings, notes.Losses);

        // Who says nothing here has the conversation stored, which no other protocol does unasked.
        writer.WriteBoolean("store"u8, false);
        notes.Add("store");
        if (conversation.Stream)
        {
            writer.WriteBoolean("stream"u8, true);
        }

        settings.LoseRest(notes.Losses);
        writer.WriteEndObject();
    }

    // OpenAI refuses what is lower. What it may cost more is held.
    private static void WriteLimit(Utf8JsonWriter writer, Settings settings, TargetModel model, RequestNotes notes)
    {
        if (!settings.TryTake(SettingKind.MaxOutputTokens, out var limit))
        {
            return;
        }

        if (!model.IsCompatible && limit.Value.Value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var tokens) && tokens is > 0 and < LowestLimit)
        {
            writer.WriteNumber("max_output_tokens"u8, LowestLimit);
            notes.Losses.Add(limit.Value.Path, LossReason.Approximated);
            notes.Add("max_output_tokens");
            notes.RaisedLimit = LowestLimit;
        }
        else
        {
            writer.WriteRaw("max_output_tokens"u8, limit.Value.Value);
        }
    }

    // A thought comes back to a model only in its encrypted form, which some servers give unasked and others do not. Models that do
    // not think refuse to be asked, so only those are that the conversation shows to think.
    private static void WriteIncluded(Utf8JsonWriter writer, Conversation conversation, RequestNotes notes)
    {
        var settings = conversation.Settings;
        var chances = settings.TryTake(SettingKind.Logprobs, out var wanted) && wanted.Value.Value.ValueKind == JsonValueKind.True;
        var thoughts = settings[SettingKind.ReasoningEffort] is { Value: var effort } && effort.Word() is not (null or "none")
            || conversation.Turns.Any(turn => turn.Parts.Any(part => part is ReasoningPart { Seal: { Origin: SealOrigin.OpenAi, IsThought: true } }));
        if (!chances && !thoughts)
        {
            return;
        }

        writer.WriteStartArray("include"u8);
        if (chances)
        {
            writer.WriteStringValue("message.output_text.logprobs"u8);
        }

        if (thoughts)
        {
            writer.WriteStringValue("reasoning.encrypted_content"u8);
            notes.Add("include");
        }

        writer.WriteEndArray();
    }

    private static void WriteReasoning(Utf8JsonWriter writer, Settings settings, Losses losses)
    {
        settings.TryTake(SettingKind.ReasoningEffort, out var effort);
        var summary = settings.TryTake(SettingKind.ReasoningShown, out var shown) ? SummaryOf(shown.Value, losses) : null;
        if (effort is null && summary is null)
        {
            return;
        }

        writer.WriteStartObject("reasoning"u8);
        if (effort is { } word)
        {
            writer.WriteRaw("effort"u8, word.Value);
        }

        if (summary is not null)
        {
            writer.WriteString("summary"u8, summary);
        }

        writer.WriteEndObject();
    }

    private static string? SummaryOf(Setting shown, Losses losses)
    {
        switch (shown.Value.ValueKind)
        {
            case JsonValueKind.True:
                return "auto";
            case JsonValueKind.String when shown.Value.Word() is "auto" or "concise" or "detailed":
                return shown.Value.Word();
            case JsonValueKind.String when shown.Value.Word() is "summarized":
                return "auto";
            case JsonValueKind.String when shown.Value.Word() is not ("none" or "omitted"):
                losses.Add(shown.Path, LossReason.Approximated);
                return "auto";
            default:
                return null;
        }
    }

    private static void WriteText(Utf8JsonWriter writer, Conversation conversation, RequestNotes notes)
    {
        conversation.Settings.TryTake(SettingKind.Verbosity, out var verbosity);
        if (verbosity is null && conversation.Format is null)
        {
            return;
        }

        writer.WriteStartObject("text"u8);
        if (conversation.Format is { Value: var format })
        {
            writer.WriteStartObject("format"u8);
            writer.WriteString("type"u8, format.Schema is null ? "json_object"u8 : "json_schema"u8);
            if (format.Schema is not null)
            {
                ChatRequestWriter.WriteSchema(writer, format, "text.format.name", notes);
            }

            writer.WriteEndObject();
        }

        if (verbosity is { } word)
        {
            writer.WriteRaw("verbosity"u8, word.Value);
        }

        writer.WriteEndObject();
    }

    // Providers know tiers by other names; one that is wrong fails the request.
    private static void WriteServiceTier(Utf8JsonWriter writer, Settings settings, Losses losses)
    {
        if (!settings.TryTake(SettingKind.ServiceTier, out var tier))
        {
            return;
        }

        if (ResponsesTier.IsKnown(tier.Value.Value.Word()))
        {
            writer.WriteRaw("service_tier"u8, tier.Value.Value);
        }
        else
        {
            losses.Add(tier.Value.Path, LossReason.Value);
        }
    }
}
