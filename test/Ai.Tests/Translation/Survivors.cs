using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>
/// Finds losses that are none: what they name has arrived. It is looked for apart from the product: a setting in the contents of what
/// arrived, and anything else by its texts, all of which must be there.
/// </summary>
internal static class Survivors
{
    private static readonly (string[] Names, Func<RequestContents, string?> Said)[] Settings =
    [
        (["temperature"], request => request.Temperature),
        (["top_p", "topP"], request => request.TopP),
        (["top_k", "topK"], request => request.TopK),
        (["max_completion_tokens", "max_tokens", "max_output_tokens", "maxOutputTokens"], request => request.MaxOutputTokens),
        (["seed"], request => request.Seed),
        (["n", "candidateCount"], request => request.Candidates),
        (["frequency_penalty", "frequencyPenalty"], request => request.FrequencyPenalty),
        (["presence_penalty", "presencePenalty"], request => request.PresencePenalty),
        (["stop", "stop_sequences", "stopSequences"], request => request.Stop is [] ? null : string.Join('|', request.Stop)),
        (["top_logprobs"], request => request.TopLogprobs),
        (["responseLogprobs"], request => request.Logprobs?.ToString()),
        (["parallel_tool_calls", "disable_parallel_tool_use"], request => request.ParallelToolCalls?.ToString()),
        (["tool_choice", "toolConfig"], request => request.ToolChoice?.ToString()),
        (["reasoning_effort", "effort", "thinkingLevel"], request => request.ReasoningEffort),
        (["budget_tokens", "thinkingBudget"], request => request.ReasoningBudget),
        (["user", "safety_identifier", "user_id"], request => request.User),
        (["service_tier", "serviceTier"], request => request.ServiceTier),
        (["response_format", "responseMimeType"], request => request.Format?.Kind.ToString()),
    ];

    /// <summary>The losses that are none.</summary>
    /// <param name="from">The client's protocol.</param>
    /// <param name="request">What it asked.</param>
    /// <param name="to">The provider's protocol.</param>
    /// <param name="said">What arrived.</param>
    /// <param name="losses">What is said to be lost.</param>
    public static IEnumerable<Loss> Of(Protocol from, JsonElement request, Protocol to, JsonElement said, IReadOnlyList<Loss> losses)
    {
        if (losses.Count == 0)
            return [];
        var (asked, arrived, texts) = (RequestContents.Read(from, request), RequestContents.Read(to, said), JsonTexts.Of(said).ToList());
        return losses.Where(loss => !IsPartly(loss) && (loss.Reason == LossReason.Keyword ? IsKept(loss, request, said) : IsSet(loss, asked, arrived) || IsSaid(loss, request, texts)));
    }

    // Some of it has arrived, which is what these reasons say; and what is a label stands elsewhere too, as the title of a schema.
    private static bool IsPartly(Loss loss) => loss.Reason is LossReason.Approximated or LossReason.Value or LossReason.Label;

    // A keyword that is lost is a member that is nowhere, whatever texts it is made of.
    private static bool IsKept(Loss loss, JsonElement request, JsonElement said)
    {
        var kept = JsonPlaces.At(said, $"**.{loss.Path.Split('.')[^1]}").ToList();
        return JsonPlaces.At(request, loss.Path).All(value => kept.Exists(other => JsonElement.DeepEquals(value, other)));
    }

    private static bool IsSet(Loss loss, RequestContents asked, RequestContents arrived) => Settings.Any(setting =>
        setting.Names.Contains(loss.Path.Split('.')[^1], StringComparer.Ordinal) && setting.Said(asked) is { } value && value == setting.Said(arrived));

    private static bool IsSaid(Loss loss, JsonElement request, List<string> texts)
    {
        var lost = JsonPlaces.At(request, loss.Path).Select(value => JsonTexts.Of(value).ToList()).ToList();
        return lost.Count > 0 && lost.All(value => value.Count > 0 && value.All(text => texts.Exists(other => other.Contains(text, StringComparison.Ordinal))));
    }
}
