using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Answers;

/// <summary>Reads a GenerateContentResponse of Gemini.</summary>
internal static class GeminiAnswer
{
    public static AnswerContents Read(JsonElement answer)
    {
        AnswerCandidate[] candidates = [.. answer.ItemsAt("candidates").OrderBy(one => one.CountAt("index") ?? 0).Select(Candidate)];
        return new()
        {
            Protocol = Protocol.Gemini,
            Id = answer.TextAt("responseId"),
            Model = answer.TextAt("modelVersion"),
            // A blocked prompt has no candidates, where other protocols have one that was filtered.
            Candidates = candidates.Length == 0 && answer.At("promptFeedback").At("blockReason") is not null
                ? [new() { Finish = FinishReason.ContentFilter }]
                : candidates,
            Usage = answer.At("usageMetadata") is { } usage ? Usage(usage) : null,
        };
    }

    private static AnswerCandidate Candidate(JsonElement candidate)
    {
        var parts = candidate.At("content").ItemsAt("parts").ToArray();
        AnsweredToolCall[] calls = [.. parts.Select(part => part.At("functionCall")).OfType<JsonElement>().Select(Call)];
        return new()
        {
            Text = string.Concat(parts.Where(part => !IsThought(part)).Select(part => part.TextAt("text"))),
            Reasoning = string.Concat(parts.Where(IsThought).Select(part => part.TextAt("text"))),
            Signatures = [.. parts.Select(part => part.TextAt("thoughtSignature")).OfType<string>()],
            ToolCalls = calls,
            Finish = Finish(candidate.At("finishReason"), calls.Length > 0),
            Other = [.. parts.SelectMany(part => part.EnumerateObject()).Select(field => field.Name).Where(IsOther)],
        };
    }

    private static bool IsThought(JsonElement part) => part.FlagAt("thought") == true;

    private static bool IsOther(string field) => field is not ("text" or "thought" or "thoughtSignature" or "functionCall");

    private static AnsweredToolCall Call(JsonElement call) => new(
        call.TextAt("name") ?? "",
        call.At("args") is { } args ? CanonicalJson.Of(args) : "{}",
        call.TextAt("id"));

    /// <summary>Vertex can be asked to write enums as numbers.</summary>
    private static FinishReason Finish(JsonElement? reason, bool hasCalls) => reason?.ToString() switch
    {
        null => FinishReason.None,
        "STOP" or "1" => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
        "MAX_TOKENS" or "2" => FinishReason.Length,
        "SAFETY" or "3" or "RECITATION" or "4" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "IMAGE_SAFETY"
            or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" => FinishReason.ContentFilter,
        _ => FinishReason.Other,
    };

    private static AnsweredUsage Usage(JsonElement usage)
    {
        // What is not written is zero, as everywhere in this encoding.
        var thoughts = usage.CountAt("thoughtsTokenCount") ?? 0;
        return new(
            (usage.CountAt("promptTokenCount") ?? 0) + (usage.CountAt("toolUsePromptTokenCount") ?? 0),
            usage.CountAt("cachedContentTokenCount") ?? 0,
            CacheWrite: null,
            (usage.CountAt("candidatesTokenCount") ?? 0) + thoughts,
            thoughts);
    }
}
