using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Gives a whole answer to a sink.</summary>
internal static class ResponsesAnswerSource
{
    public static void Read(JsonElement answer, IAnswerSink sink)
    {
        sink.Begin(HeadOf(answer));
        if (!IsResponse(answer))
        {
            sink.Fail(ResponsesFaultReader.Read(answer) ?? ProviderFault.NoAnswer);
            return;
        }

        LoseStrange(answer, sink);
        var items = new ResponsesItemSource(sink);
        foreach (var item in ItemsOf(answer))
        {
            items.Read(item, new ResponsesItemState());
        }

        if (Finish(answer, items.Calls > 0, sink))
        {
            sink.End();
        }
    }

    // Servers that only speak as OpenAI does leave out what is empty.
    private static bool IsResponse(JsonElement answer) => answer.Member("output"u8) is { ValueKind: JsonValueKind.Array }
        || (answer.Member("error"u8) is null && (answer.TextOf("object"u8)?.Is("response") == true || answer.TextOf("status"u8)?.ToString() is "completed" or "incomplete"))
        || answer.TextOf("status"u8)?.ToString() is "failed" or "cancelled";

    /// <summary>What a response says before its content.</summary>
    public static AnswerHead HeadOf(JsonElement response) => new()
    {
        ChancesPath = "output[*].content[*].logprobs",
        Id = response.TextOf("id"u8) ?? default,
        Model = response.TextOf("model"u8) ?? default,

        // The type of it is any number.
        Created = response.Member("created_at"u8) is { ValueKind: JsonValueKind.Number } created && created.TryGetDouble(out var seconds) && seconds is >= 0 and < 1e12
            ? (long)seconds
            : null,

        // Before it is known which one answers, it is the one that was asked for.
        ServiceTier = response.TextOf("service_tier"u8) is { } tier && !tier.Is("auto") ? tier : null,
    };

    public static IEnumerable<JsonElement> ItemsOf(JsonElement response) =>
        response.Member("output"u8) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>Says why it ends; <c>false</c> where it has failed.</summary>
    public static bool Finish(JsonElement response, bool calls, IAnswerSink sink)
    {
        if (response.TextOf("status"u8)?.ToString() is "failed" or "cancelled")
        {
            sink.Fail(ResponsesFaultReader.ReadFailed(response));
            return false;
        }

        sink.Finish(0, ResponsesEnding.Read(response, calls));
        return true;
    }

    /// <summary>Names what a response has beside its items and means something.</summary>
    public static void LoseStrange(JsonElement response, IAnswerSink sink)
    {
        if (response.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in response.EnumerateObject())
        {
            switch (member.Name)
            {
                case "id" or "object" or "created_at" or "completed_at" or "status" or "error" or "incomplete_details" or "model" or "output" or "output_text" or "usage" or "service_tier":

                // What the request said.
                case "background" or "instructions" or "max_output_tokens" or "max_tool_calls" or "parallel_tool_calls" or "previous_response_id" or "prompt_cache_key"
                    or "prompt_cache_retention" or "prompt_cache_options" or "reasoning" or "safety_identifier" or "store" or "temperature" or "text" or "tool_choice"
                    or "tools" or "top_logprobs" or "top_p" or "truncation" or "user" or "metadata" or "frequency_penalty" or "presence_penalty" or "prompt":

                // What it cost, in other words than tokens.
                case "billing" or "tool_usage":
                    break;
                case "moderation" or "content_filters" or "conversation" when member.Value.ValueKind != JsonValueKind.Null:
                    sink.Lose(member.Name, LossReason.Unsupported);
                    break;
                default:
                    if (member.Value.ValueKind != JsonValueKind.Null)
                    {
                        sink.Lose(member.Name, LossReason.Unknown);
                    }

                    break;
            }
        }
    }
}
