using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Gemini's words for why a model stopped.</summary>
internal static class GenerateFinish
{
    public static FinishKind KindOf(string word) => word switch
    {
        "STOP" => FinishKind.Stop,
        "MAX_TOKENS" => FinishKind.Length,
        "SAFETY" or "RECITATION" or "LANGUAGE" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "MODEL_ARMOR"
            or "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" or "ESCALATION" => FinishKind.ContentFilter,
        "MALFORMED_FUNCTION_CALL" or "UNEXPECTED_TOOL_CALL" or "TOO_MANY_TOOL_CALLS" or "MISSING_THOUGHT_SIGNATURE" => FinishKind.MalformedCall,
        _ => FinishKind.Other,
    };

    /// <summary>A finish reason of an answer.</summary>
    /// <param name="reason">A word, or its number where somebody asked for numbers.</param>
    /// <param name="hasCalls">The candidate has called tools, which Gemini does not tell apart.</param>
    /// <param name="path">Where it stands.</param>
    public static Finish Read(JsonElement reason, bool hasCalls, string path)
    {
        var word = reason.ValueKind == JsonValueKind.String ? JsonText.Of(reason).ToString() : WordOf(reason);
        var kind = KindOf(word);
        return new Finish(kind == FinishKind.Stop && hasCalls ? FinishKind.ToolCalls : kind, path) { Word = JsonText.Of(word) };
    }

    /// <summary>The word for a finish: the provider's own, where it is one of Gemini's.</summary>
    public static string WordOf(Finish finish)
    {
        var own = finish.Word?.ToString();
        if (own is not (null or "OTHER") && KindOf(own) is not FinishKind.Other and var kind && kind == finish.Kind)
        {
            return own;
        }

        return finish.Kind switch
        {
            FinishKind.Stop or FinishKind.StopSequence or FinishKind.ToolCalls => "STOP",
            FinishKind.Length => "MAX_TOKENS",
            FinishKind.ContentFilter or FinishKind.Refusal => "SAFETY",
            FinishKind.MalformedCall => "MALFORMED_FUNCTION_CALL",
            _ => own is "LANGUAGE" or "IMAGE_OTHER" or "NO_IMAGE" or "MALFORMED_RESPONSE" ? own : "OTHER",
        };
    }

    /// <summary>What the word leaves out, for <c>finishMessage</c>; <c>null</c> where it says it all.</summary>
    public static JsonText? MessageOf(Finish finish) => finish.Kind switch
    {
        FinishKind.StopSequence => finish.StopSequence,
        FinishKind.Refusal or FinishKind.Pause or FinishKind.Other when finish.Word is { } word && !word.Is(WordOf(finish)) => word,
        _ => null,
    };

    // The numbers that the Developer API and Vertex have in common.
    private static string WordOf(JsonElement number) =>
        (number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) ? value : 0) switch
        {
            1 => "STOP",
            2 => "MAX_TOKENS",
            3 => "SAFETY",
            4 => "RECITATION",
            _ => "OTHER",
        };
}
