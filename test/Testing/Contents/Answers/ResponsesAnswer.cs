using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Answers;

/// <summary>Reads a Responses answer.</summary>
internal static class ResponsesAnswer
{
    public static AnswerContents Read(JsonElement answer) => new()
    {
        Protocol = Protocol.Responses,
        Id = answer.TextAt("id"),
        Model = answer.TextAt("model"),
        Candidates = [Candidate(answer)],
        Usage = answer.At("usage") is { } usage ? Usage(usage) : null,
    };

    private static AnswerCandidate Candidate(JsonElement answer)
    {
        var items = answer.ItemsAt("output").ToArray();
        var parts = items.Where(item => item.Type() == "message").SelectMany(item => item.ItemsAt("content")).ToArray();
        var thoughts = items.Where(item => item.Type() == "reasoning").ToArray();
        AnsweredToolCall[] calls = [.. items.Select(Call).OfType<AnsweredToolCall>()];
        return new()
        {
            Text = string.Concat(parts.Where(part => part.Type() == "output_text").Select(part => part.TextAt("text"))),
            Refusal = string.Concat(parts.Where(part => part.Type() == "refusal").Select(part => part.TextAt("refusal"))),
            Reasoning = string.Concat(thoughts.Select(Reasoning)),
            Signatures = [.. thoughts.Select(item => item.TextAt("encrypted_content")).OfType<string>()],
            ToolCalls = calls,
            Finish = Finish(answer, calls.Length > 0),
            Other = [.. items.Select(item => item.Type() ?? "").Where(type => !IsText(type))],
        };
    }

    /// <summary>The summary stands for the reasoning where there is one; the raw text is what open models write.</summary>
    private static string Reasoning(JsonElement item)
    {
        var summary = string.Concat(item.ItemsAt("summary").Select(part => part.TextAt("text")));
        return summary.Length > 0 ? summary : string.Concat(item.ItemsAt("content").Select(part => part.TextAt("text")));
    }

    private static AnsweredToolCall? Call(JsonElement item) => item.Type() switch
    {
        "function_call" => new(item.TextAt("name") ?? "", ArgumentsText.Canonical(item.TextAt("arguments")), item.TextAt("call_id")),
        "custom_tool_call" => new(
            item.TextAt("name") ?? "",
            CanonicalJson.Of(JsonSerializer.SerializeToElement(item.TextAt("input") ?? "")),
            item.TextAt("call_id")),
        _ => null,
    };

    private static bool IsText(string type) => type is "message" or "reasoning" or "function_call" or "custom_tool_call";

    private static FinishReason Finish(JsonElement answer, bool hasCalls) =>
        (answer.TextAt("status"), answer.At("incomplete_details").TextAt("reason")) switch
        {
            ("completed", _) => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
            ("incomplete", "max_output_tokens") => FinishReason.Length,
            ("incomplete", "content_filter") => FinishReason.ContentFilter,
            (null or "in_progress" or "queued", _) => FinishReason.None,
            _ => FinishReason.Other,
        };

    private static AnsweredUsage Usage(JsonElement usage) => new(
        usage.CountAt("input_tokens"),
        usage.At("input_tokens_details").CountAt("cached_tokens"),
        usage.At("input_tokens_details").CountAt("cache_write_tokens"),
        usage.CountAt("output_tokens"),
        usage.At("output_tokens_details").CountAt("reasoning_tokens"));
}
