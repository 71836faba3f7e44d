using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Why a model stopped, in the words of the protocol.</summary>
internal static class StopReasons
{
    public static FinishKind KindOf(string word) => word switch
    {
        "end_turn" => FinishKind.Stop,
        "stop_sequence" => FinishKind.StopSequence,
        "max_tokens" or "model_context_window_exceeded" => FinishKind.Length,
        "tool_use" => FinishKind.ToolCalls,
        "refusal" => FinishKind.Refusal,
        "pause_turn" => FinishKind.Pause,
        _ => FinishKind.Other,
    };

    /// <summary>The word for how an answer has ended.</summary>
    /// <param name="finish">The provider's; <c>null</c> where it said nothing.</param>
    /// <param name="hasCalls">The answer has tool calls.</param>
    /// <param name="hasRefusal">The answer has the text of a refusal.</param>
    /// <param name="losses">Takes an ending that the protocol has no word for.</param>
    public static string WordOf(Finish? finish, bool hasCalls, bool hasRefusal, Losses losses)
    {
        switch (finish?.Kind)
        {
            case FinishKind.Length when finish.Value.Word?.Is("model_context_window_exceeded") == true:
                return "model_context_window_exceeded";
            case FinishKind.Length:
                return "max_tokens";
            case FinishKind.StopSequence:
                return "stop_sequence";
            case FinishKind.ToolCalls:
                return "tool_use";
            case FinishKind.Pause:
                return "pause_turn";

            // What a filter stops is a refusal here.
            case FinishKind.Refusal or FinishKind.ContentFilter:
                return "refusal";
            case FinishKind.MalformedCall or FinishKind.Other:
                losses.Add(finish.Value.Path, LossReason.Approximated);
                return "end_turn";
            default:
                // Clients run the tools when they are told so, and some providers only say that the answer is complete.
                return hasCalls ? "tool_use" : hasRefusal ? "refusal" : "end_turn";
        }
    }
}
