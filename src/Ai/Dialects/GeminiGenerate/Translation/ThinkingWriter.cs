using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>
/// Writes how long a model is to think, and whether it shows its thoughts. The third generation has levels, and refuses a level
/// beside a budget; the one before has budgets alone, and refuses levels. What efforts are is said where Google speaks OpenAI's
/// protocol (https://ai.google.dev/gemini-api/docs/openai). A model that is not known gets a budget, which both take.
/// </summary>
internal static class ThinkingWriter
{
    // The least that 2.5 Pro takes; it cannot be kept from thinking.
    private const int LeastOfPro = 128;

    public static void Write(OptionalObject config, Settings settings, GeminiModel target, Losses losses)
    {
        if (target.NeverThinks)
        {
            // It is refused there; who wants no thoughts loses nothing.
            TakeNothing(settings);
            return;
        }

        var hasEffort = settings[SettingKind.ReasoningEffort] is not null;
        var hasBudget = settings[SettingKind.ReasoningBudget] is not null;
        var thinking = new OptionalObject(config.Writer, "thinkingConfig");
        if (hasEffort && (target.IsThird || !hasBudget))
        {
            settings.TryTake(SettingKind.ReasoningEffort, out var effort);
            WriteEffort(() => Opened(config, thinking), effort!.Value, target, losses);
        }
        else if (hasBudget)
        {
            settings.TryTake(SettingKind.ReasoningBudget, out var budget);
            Opened(config, thinking).WriteRaw("thinkingBudget"u8, budget!.Value.Value);
        }

        if (settings.TryTake(SettingKind.ReasoningShown, out var shown))
        {
            WriteShown(() => Opened(config, thinking), shown.Value, losses);
        }

        thinking.Close();
    }

    private static Utf8JsonWriter Opened(OptionalObject config, OptionalObject thinking)
    {
        config.Open();
        return thinking.Open();
    }

    private static void TakeNothing(Settings settings)
    {
        if (settings[SettingKind.ReasoningEffort] is { } effort && TextOf(effort.Value) == "none")
        {
            settings.TryTake(SettingKind.ReasoningEffort, out _);
        }

        if (settings[SettingKind.ReasoningBudget] is { Value.ValueKind: JsonValueKind.Number } budget && budget.Value.TryGetInt64(out var tokens) && tokens == 0)
        {
            settings.TryTake(SettingKind.ReasoningBudget, out _);
        }

        if (settings[SettingKind.ReasoningShown] is { } shown && !IsShown(shown.Value))
        {
            settings.TryTake(SettingKind.ReasoningShown, out _);
        }
    }

    private static void WriteEffort(Func<Utf8JsonWriter> open, Setting setting, GeminiModel target, Losses losses)
    {
        var effort = TextOf(setting.Value);
        if (target.IsThird)
        {
            var level = (effort, target.IsPro) switch
            {
                ("none" or "minimal", true) => "low",
                ("none" or "minimal", false) => "minimal",
                ("low" or "medium" or "high", _) => effort,
                ("xhigh" or "max", _) => "high",
                _ => null,
            };
            if (level is not null)
            {
                open().WriteString("thinkingLevel"u8, level);
            }

            Tell(setting, level is null ? LossReason.Value : level == effort ? null : LossReason.Approximated, losses);
            return;
        }

        int? budget = effort switch
        {
            "none" => target.IsPro ? LeastOfPro : 0,
            "minimal" or "low" => 1024,
            "medium" => 8192,
            "high" or "xhigh" or "max" => 24576,
            _ => null,
        };
        if (budget is { } tokens)
        {
            open().WriteNumber("thinkingBudget"u8, tokens);
        }

        var isApproximated = effort is "minimal" or "xhigh" or "max" || (effort == "none" && target.IsPro);
        Tell(setting, budget is null ? LossReason.Value : isApproximated ? LossReason.Approximated : null, losses);
    }

    private static void WriteShown(Func<Utf8JsonWriter> open, Setting setting, Losses losses)
    {
        open().WriteBoolean("includeThoughts"u8, IsShown(setting.Value));

        // Gemini shows summaries in one length.
        Tell(setting, TextOf(setting.Value) is "concise" or "detailed" ? LossReason.Approximated : null, losses);
    }

    private static bool IsShown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.String => TextOf(value) is not ("none" or "omitted"),
        _ => false,
    };

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? JsonText.Of(value).ToString() : "";

    private static void Tell(Setting setting, string? reason, Losses losses)
    {
        if (reason is not null)
        {
            losses.Add(setting.Path, reason);
        }
    }
}
