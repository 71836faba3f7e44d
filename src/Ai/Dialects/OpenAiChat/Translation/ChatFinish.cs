using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>The words of <c>finish_reason</c>.</summary>
internal static class ChatFinish
{
    /// <summary>What a word means.</summary>
    public static Finish Read(JsonText word, string path) => new(
        word.ToString() switch
        {
            "stop" => FinishKind.Stop,
            "length" => FinishKind.Length,
            "tool_calls" or "function_call" => FinishKind.ToolCalls,
            "content_filter" => FinishKind.ContentFilter,
            _ => FinishKind.Other,
        },
        path)
    {
        Word = word,
    };

    /// <summary>The word for it. Official clients stop at a word that they do not know, so there are only OpenAI's own.</summary>
    /// <param name="finish">Why the model stopped.</param>
    /// <param name="calls">It has called tools.</param>
    /// <param name="losses">Takes what the word does not say.</param>
    public static string Write(Finish finish, bool calls, Losses losses)
    {
        if (finish.StopSequence is not null)
        {
            losses.Add("stop_sequence", LossReason.Unsupported);
        }

        switch (finish.Kind)
        {
            case FinishKind.Length:
                return "length";
            case FinishKind.ContentFilter or FinishKind.Refusal:
                return "content_filter";
            case FinishKind.Pause or FinishKind.MalformedCall or FinishKind.Other:
                losses.Add(finish.Path, LossReason.Approximated);
                return calls ? "tool_calls" : "stop";
            default:
                return calls ? "tool_calls" : "stop";
        }
    }
}
