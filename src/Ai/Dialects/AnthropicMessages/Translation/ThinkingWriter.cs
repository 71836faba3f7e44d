using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>
/// Writes how much the model thinks. A budget is <c>thinking</c> with that budget. An effort is <c>output_config.effort</c> with adaptive
/// thinking, and not a budget from a table: Anthropic's models since Claude Opus 4.6 take both, the newest take nothing else, and a
/// budget would put a number into the request that nobody has said.
/// </summary>
internal static class ThinkingWriter
{
    private const long LeastBudget = 1024;

    /// <summary>Writes <c>thinking</c>; tells whether the model thinks.</summary>
    /// <param name="writer">The request.</param>
    /// <param name="conversation">What it says.</param>
    /// <param name="limit">The tokens that it may write, thoughts included.</param>
    /// <param name="losses">Takes what cannot be said.</param>
    public static bool Write(Utf8JsonWriter writer, Conversation conversation, long limit, Losses losses)
    {
        var settings = conversation.Settings;
        var hasShown = settings.TryTake(SettingKind.ReasoningShown, out var shown);
        var display = hasShown ? DisplayOf(shown!.Value, losses) : null;
        if (settings.TryTake(SettingKind.ReasoningBudget, out var given))
        {
            return WriteBudget(writer, conversation, given.Value, limit, display, losses);
        }

        if (settings[SettingKind.ReasoningEffort] is { } effort)
        {
            return effort.Value.Says("none") ? WriteDisabled(writer) : WriteAdaptive(writer, conversation, effort.Path, display, losses);
        }

        // Who wants to see thoughts wants some; who wants to see none sees none anyway.
        return display == "summarized" && WriteAdaptive(writer, conversation, shown!.Value.Path, display, losses);
    }

    /// <summary>The effort in the words of the protocol; <c>null</c> where none is said.</summary>
    public static string? TakeEffort(Settings settings, Losses losses)
    {
        if (!settings.TryTake(SettingKind.ReasoningEffort, out var effort))
        {
            return null;
        }

        var (_, value, path) = effort.Value;
        switch (value.ValueKind == JsonValueKind.String ? JsonText.Of(value).ToString() : "")
        {
            case "none":
                return null;
            case "minimal":
                losses.Add(path, LossReason.Approximated);
                return "low";
            case "low" or "medium" or "high" or "xhigh" or "max":
                return JsonText.Of(value).ToString();
            default:
                losses.Add(path, LossReason.Value);
                return null;
        }
    }

    private static bool WriteBudget(
        Utf8JsonWriter writer, Conversation conversation, Setting setting, long limit, string? display, Losses losses)
    {
        if (!setting.Value.TryWhole(out var budget))
        {
            losses.Add(setting.Path, LossReason.Value);
            return false;
        }

        if (budget <= 0)
        {
            return budget == 0 ? WriteDisabled(writer) : WriteAdaptive(writer, conversation, setting.Path, display, losses);
        }

        // The limit is what the client pays for: it stays, and the budget makes room for an answer.
        var allowed = Math.Min(Math.Max(budget, LeastBudget), limit - 1);
        if (allowed < LeastBudget || IsForced(conversation) || IsThoughtless(conversation))
        {
            losses.Add(setting.Path, LossReason.Value);
            return false;
        }

        if (allowed != budget)
        {
            losses.Add(setting.Path, LossReason.Approximated);
        }

        writer.WriteStartObject("thinking"u8);
        writer.WriteString("type"u8, "enabled"u8);
        writer.WriteNumber("budget_tokens"u8, allowed);
        WriteDisplay(writer, display);
        writer.WriteEndObject();
        return true;
    }

    private static bool WriteAdaptive(Utf8JsonWriter writer, Conversation conversation, string path, string? display, Losses losses)
    {
        if (IsForced(conversation))
        {
            // Who must call a tool does not think first: Anthropic refuses both together.
            losses.Add(path, LossReason.Approximated);
            return false;
        }

        writer.WriteStartObject("thinking"u8);
        writer.WriteString("type"u8, "adaptive"u8);
        WriteDisplay(writer, display);
        writer.WriteEndObject();
        return true;
    }

    private static bool WriteDisabled(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("thinking"u8);
        writer.WriteString("type"u8, "disabled"u8);
        writer.WriteEndObject();
        return false;
    }

    private static void WriteDisplay(Utf8JsonWriter writer, string? display)
    {
        if (display is not null)
        {
            writer.WriteString("display"u8, display);
        }
    }

    private static bool IsForced(Conversation conversation) =>
        conversation.Tools.Count > 0 && conversation.ToolChoice?.Value.Kind is ToolChoiceKind.Required or ToolChoiceKind.Named;

    // A budget wants the thoughts back with which the calls were made whose results are given now (adaptive thinking does not).
    private static bool IsThoughtless(Conversation conversation)
    {
        var said = conversation.Turns.Where(turn => turn.Role is Role.User or Role.Assistant).ToList();
        var last = said.FindLastIndex(turn => turn.Role == Role.Assistant);
        if (last < 0 || !said.Skip(last + 1).SelectMany(turn => turn.Parts).OfType<ToolResultPart>().Any())
        {
            return false;
        }

        var first = said.FindLastIndex(last, turn => turn.Role != Role.Assistant) + 1;
        var parts = said[first..(last + 1)].SelectMany(turn => turn.Parts);
        return parts.FirstOrDefault(IsSayable) is not ReasoningPart;
    }

    private static bool IsSayable(Part part) => part switch
    {
        TextPart text => !text.Text.IsEmpty,
        ReasoningPart thought => thought.Seal is { Origin: SealOrigin.Anthropic },
        _ => true,
    };

    private static string? DisplayOf(Setting shown, Losses losses)
    {
        switch (shown.Value.ValueKind)
        {
            case JsonValueKind.True:
                return "summarized";
            case JsonValueKind.False:
                return "omitted";
            case JsonValueKind.String when shown.Value.Says("omitted"):
                return "omitted";
            case JsonValueKind.String when shown.Value.Says("summarized") || shown.Value.Says("auto"):
                return "summarized";
            case JsonValueKind.String when shown.Value.Says("concise") || shown.Value.Says("detailed"):
                losses.Add(shown.Path, LossReason.Approximated);
                return "summarized";
            default:
                losses.Add(shown.Path, LossReason.Value);
                return null;
        }
    }
}
