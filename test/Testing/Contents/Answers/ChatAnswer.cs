using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Answers;

/// <summary>Reads a Chat Completions answer.</summary>
internal static class ChatAnswer
{
    public static AnswerContents Read(JsonElement answer) => new()
    {
        Protocol = Protocol.Chat,
        Id = answer.TextAt("id"),
        Model = answer.TextAt("model"),
        Candidates = [.. answer.ItemsAt("choices").OrderBy(choice => choice.CountAt("index") ?? 0).Select(Candidate)],
        Usage = (answer.At("usage") ?? answer.At("x_groq").At("usage")) is { } usage ? Usage(usage) : null,
    };

    private static AnswerCandidate Candidate(JsonElement choice)
    {
        var message = choice.At("message") ?? default;
        var parts = message.At("content").OneOrMore().ToArray();
        var calls = message.ItemsAt("tool_calls").Select(Call).Concat(message.At("function_call") is { } call ? [Function(call, null)] : []).ToArray();
        return new()
        {
            Text = string.Concat(parts.Select(Text)),
            Reasoning = (message.TextAt("reasoning_content") ?? message.TextAt("reasoning") ?? "") + string.Concat(parts.Select(Thinking)),
            Refusal = message.TextAt("refusal") ?? "",
            ToolCalls = calls,
            Finish = Finish(choice.TextAt("finish_reason"), calls.Length > 0),
            Other = [.. message.At("audio") is null ? Array.Empty<string>() : ["audio"], .. message.ItemsAt("executed_tools").Select(tool => tool.Type() ?? "tool")],
        };
    }

    private static string Text(JsonElement part) => part.ValueKind == JsonValueKind.String ? part.GetString()! : part.TextAt("text") ?? "";

    /// <summary>Mistral writes its reasoning as parts of the content.</summary>
    private static string Thinking(JsonElement part) => string.Concat(part.ItemsAt("thinking").Select(text => text.TextAt("text")));

    private static AnsweredToolCall Call(JsonElement call)
    {
        if (call.At("custom") is { } custom)
            return new(custom.TextAt("name") ?? "", JsonText(custom.TextAt("input")), call.TextAt("id"));
        return Function(call.At("function") ?? default, call.TextAt("id"));
    }

    private static AnsweredToolCall Function(JsonElement function, string? id) =>
        new(function.TextAt("name") ?? "", ArgumentsText.Canonical(function.TextAt("arguments")), id);

    private static string JsonText(string? text) => CanonicalJson.Of(JsonSerializer.SerializeToElement(text ?? ""));

    private static FinishReason Finish(string? reason, bool hasCalls) => reason switch
    {
        null => FinishReason.None,
        "stop" => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
        "length" => FinishReason.Length,
        "tool_calls" or "function_call" => FinishReason.ToolCalls,
        "content_filter" => FinishReason.ContentFilter,
        _ => FinishReason.Other,
    };

    private static AnsweredUsage Usage(JsonElement usage)
    {
        var (input, output) = (usage.CountAt("prompt_tokens"), usage.CountAt("completion_tokens"));
        var reasoning = usage.At("completion_tokens_details").CountAt("reasoning_tokens");
        // xAI leaves reasoning out of completion_tokens, which only the total shows.
        var leavesReasoningOut = reasoning > 0 && usage.CountAt("total_tokens") == input + output + reasoning;
        var details = usage.At("prompt_tokens_details");
        return new(
            input,
            details.CountAt("cached_tokens") ?? usage.CountAt("prompt_cache_hit_tokens"),
            details.CountAt("cache_write_tokens"),
            leavesReasoningOut ? output + reasoning : output,
            reasoning);
    }
}
