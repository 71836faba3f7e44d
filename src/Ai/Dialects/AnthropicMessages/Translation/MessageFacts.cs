using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Reads what an answer says beside its content: in a message, or in the two events that a stream has for it.</summary>
internal static class MessageFacts
{
    public static AnswerHead HeadOf(JsonElement message) => new()
    {
        Id = message.TextOf("id"u8) ?? JsonText.Empty,
        Model = message.TextOf("model"u8) ?? JsonText.Empty,
        ServiceTier = message.Member("usage"u8)?.TextOf("service_tier"u8) is { } tier ? TierOf(tier) : null,
    };

    /// <summary>Why it stopped; <c>false</c> where this does not say it.</summary>
    public static bool ReadFinish(JsonElement facts, IAnswerSink sink)
    {
        if (facts.TextOf("stop_reason"u8) is { } word)
        {
            sink.Finish(0, new Finish(StopReasons.KindOf(word.ToString()), "stop_reason")
            {
                Word = word,
                StopSequence = facts.TextOf("stop_sequence"u8),
            });
            return true;
        }

        return false;
    }

    /// <summary>Names what no other protocol can say, of a message or of the delta of one.</summary>
    public static void LoseOthers(JsonElement facts, IAnswerSink sink)
    {
        foreach (var member in MembersOf(facts))
        {
            switch (member.Name)
            {
                case "id" or "type" or "role" or "model" or "content" or "stop_reason" or "stop_sequence" or "usage"
                    or "delta":
                    break;
                case "stop_details" or "container" or "context_management":
                    sink.Lose(member.Name, LossReason.Unsupported);
                    break;
                default:
                    sink.Lose(member.Name, LossReason.Unknown);
                    break;
            }
        }
    }

    /// <summary>Names the counters that no other protocol has; zeros say nothing.</summary>
    public static void LoseCounters(JsonElement? usage, IAnswerSink sink)
    {
        foreach (var member in MembersOf(usage ?? default))
        {
            switch (member.Name)
            {
                case "input_tokens" or "output_tokens" or "cache_read_input_tokens" or "cache_creation_input_tokens" or "cache_creation"
                    or "output_tokens_details" or "service_tier":
                case "inference_geo" when member.Value.Says("not_available"):
                    break;
                case "inference_geo":
                    sink.Lose("usage.inference_geo", LossReason.Unsupported);
                    break;
                case "server_tool_use":
                    LoseToolCounters(member.Value, sink);
                    break;
                default:
                    if (!member.Value.IsNumber(0))
                    {
                        sink.Lose($"usage.{member.Name}", LossReason.Unknown);
                    }

                    break;
            }
        }
    }

    private static void LoseToolCounters(JsonElement counters, IAnswerSink sink)
    {
        foreach (var counter in MembersOf(counters))
        {
            if (!counter.Value.IsNumber(0))
            {
                sink.Lose("usage.server_tool_use", LossReason.Unsupported);
            }
        }
    }

    // `standard` is what others call the tier of who has booked none.
    private static JsonText TierOf(JsonText tier) => tier.Is("standard") ? JsonText.Of("default") : tier;

    private static IEnumerable<JsonProperty> MembersOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null)
            : [];
}
