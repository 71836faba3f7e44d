using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>The call of a tool that takes free text. Elsewhere every tool takes an object, so the text is its member <c>input</c>.</summary>
internal static class ResponsesCustomCall
{
    /// <summary>What stands before the text.</summary>
    public static JsonText Start { get; } = JsonText.OfJson("{\"input\":\""u8);

    /// <summary>What stands behind it.</summary>
    public static JsonText End { get; } = JsonText.OfJson("\"}"u8);

    /// <summary>The text, or a piece of it, as it stands in the text of an object.</summary>
    public static JsonText Nested(JsonText input) => JsonText.OfJson(input.Escaped);

    public static ToolArguments ArgumentsOf(JsonText input) => ToolArguments.Of(JsonText.Join(default, [Start, Nested(input), End]));
}
