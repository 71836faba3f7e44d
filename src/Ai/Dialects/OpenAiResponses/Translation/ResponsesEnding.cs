using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>How a response ends: its <c>status</c>, and why it is incomplete.</summary>
/// <param name="Status">The word.</param>
/// <param name="Reason">Why it is incomplete; <c>null</c> where it is complete.</param>
internal readonly record struct ResponsesEnding(string Status, string? Reason)
{
    public static ResponsesEnding InProgress { get; } = new("in_progress", null);

    public static ResponsesEnding Failed { get; } = new("failed", null);

    public bool IsCut => Status is "incomplete" or "failed";

    /// <summary>What a response says, which does not say that it waits for tools.</summary>
    public static Finish Read(JsonElement response, bool calls)
    {
        const string Path = "incomplete_details.reason";
        var status = response.TextOf("status"u8);
        if (status is { } word && !word.Is("completed"))
        {
            var reason = response.Member("incomplete_details"u8)?.TextOf("reason"u8);
            return new Finish(
                reason?.ToString() switch
                {
                    "max_output_tokens" or "max_tokens" => FinishKind.Length,
                    "content_filter" => FinishKind.ContentFilter,
                    _ => FinishKind.Other,
                },
                reason is null ? "status" : Path)
            {
                Word = reason ?? word,
            };
        }

        return new Finish(calls ? FinishKind.ToolCalls : FinishKind.Stop, "status") { Word = status };
    }

    /// <summary>What is said for it.</summary>
    public static ResponsesEnding Of(Answer answer)
    {
        if (answer.Fault is not null)
        {
            return Failed;
        }

        var finish = answer.Candidates.TryGetValue(0, out var candidate) ? candidate.Finish ?? default : default;
        if (finish.StopSequence is not null)
        {
            answer.Losses.Add("stop_sequence", LossReason.Unsupported);
        }

        switch (finish.Kind)
        {
            case FinishKind.Length:
                return new ResponsesEnding("incomplete", "max_output_tokens");
            case FinishKind.ContentFilter or FinishKind.Refusal:
                return new ResponsesEnding("incomplete", "content_filter");
            case FinishKind.Pause or FinishKind.MalformedCall or FinishKind.Other:
                answer.Losses.Add(finish.Path, LossReason.Approximated);
                return new ResponsesEnding("completed", null);
            default:
                return new ResponsesEnding("completed", null);
        }
    }
}
