using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations;

/// <summary>How much a model is to think, which some protocols say as an effort and others as a number of tokens.</summary>
internal static class ReasoningWish
{
    // The numbers by which Google's own endpoint in OpenAI's protocol takes efforts.
    private const long MostOfLow = 1_024;
    private const long MostOfMedium = 8_192;

    private static readonly (string Effort, JsonElement Word)[] Words =
        [.. new[] { "none", "low", "medium", "high" }.Select(word => (word, Parse($"\"{word}\"")))];

    /// <summary>Has a budget said as an effort, for protocols that know no other way.</summary>
    public static void AsEffort(Settings settings, Losses losses)
    {
        if (settings[SettingKind.ReasoningBudget] is not { } budget || !budget.Value.TryGetInt64(out var tokens))
        {
            return;
        }

        // As much as the model likes is what it does unasked.
        if (tokens < 0)
        {
            settings.TryTake(SettingKind.ReasoningBudget, out _);
            return;
        }

        if (settings[SettingKind.ReasoningEffort] is not null)
        {
            return;
        }

        settings.TryTake(SettingKind.ReasoningBudget, out _);

        var effort = tokens == 0 ? "none" : tokens <= MostOfLow ? "low" : tokens <= MostOfMedium ? "medium" : "high";
        settings.Set(SettingKind.ReasoningEffort, Words.First(word => word.Effort == effort).Word, budget.Path);
        if (tokens > 0)
        {
            losses.Add(budget.Path, LossReason.Approximated);
        }
    }

    private static JsonElement Parse(string json)
    {
        using var parsed = ParsedJson.Parse(System.Text.Encoding.UTF8.GetBytes(json));
        return parsed.Root.Clone();
    }
}
