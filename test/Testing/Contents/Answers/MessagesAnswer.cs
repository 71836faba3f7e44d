using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Answers;

/// <summary>Reads a Messages answer.</summary>
internal static class MessagesAnswer
{
    public static AnswerContents Read(JsonElement answer) => new()
    {
        Protocol = Protocol.Messages,
        Id = answer.TextAt("id"),
        Model = answer.TextAt("model"),
        Candidates = [Candidate(answer)],
        Usage = answer.At("usage") is { } usage ? Usage(usage) : null,
    };

    private static AnswerCandidate Candidate(JsonElement answer)
    {
        var blocks = answer.ItemsAt("content").ToArray();
        return new()
        {
            Text = string.Concat(blocks.Where(block => block.Type() == "text").Select(block => block.TextAt("text"))),
            Reasoning = string.Concat(blocks.Where(block => block.Type() == "thinking").Select(block => block.TextAt("thinking"))),
            Signatures = [.. blocks.Select(Signature).OfType<string>()],
            ToolCalls = [.. blocks.Where(block => block.Type() == "tool_use").Select(Call)],
            Finish = Finish(answer.TextAt("stop_reason")),
            Other = [.. blocks.Select(block => block.Type() ?? "").Where(type => !IsText(type))],
        };
    }

    private static string? Signature(JsonElement block) => block.Type() switch
    {
        "thinking" => block.TextAt("signature"),
        "redacted_thinking" => block.TextAt("data"),
        _ => null,
    };

    private static AnsweredToolCall Call(JsonElement block) => new(
        block.TextAt("name") ?? "",
        block.At("input") is { } input ? CanonicalJson.Of(input) : "{}",
        block.TextAt("id"));

    private static bool IsText(string type) => type is "text" or "thinking" or "redacted_thinking" or "tool_use";

    private static FinishReason Finish(string? reason) => reason switch
    {
        null => FinishReason.None,
        "end_turn" => FinishReason.Stop,
        "stop_sequence" => FinishReason.StopSequence,
        "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
        "tool_use" => FinishReason.ToolCalls,
        "refusal" => FinishReason.ContentFilter,
        _ => FinishReason.Other,
    };

    private static AnsweredUsage Usage(JsonElement usage)
    {
        var (read, written) = (usage.CountAt("cache_read_input_tokens"), usage.CountAt("cache_creation_input_tokens"));
        return new(
            // What the cache was read and written for is not in input_tokens.
            usage.CountAt("input_tokens") is { } fresh ? fresh + (read ?? 0) + (written ?? 0) : null,
            read,
            written,
            usage.CountAt("output_tokens"),
            usage.At("output_tokens_details").CountAt("thinking_tokens"));
    }
}
