using CsCheck;

namespace FerroGate.Ai.Tests.Translation.Generation;

/// <summary>Whole answers of Anthropic Messages.</summary>
internal static class AnyMessagesAnswer
{
    private static readonly Gen<string?> Citations = AnyValue.ImageUrl.Select(AnyValue.Text, AnyValue.Text, (url, title, text) =>
        (string?)$$"""[{"type":"web_search_result_location","url":{{url}},"title":{{title}},"cited_text":{{text}},"encrypted_index":""}]""");

    private static readonly Gen<string?> Text = JsonGen.Object(("type", JsonGen.Any("\"text\"")), ("text", AnyValue.Text), ("citations", JsonGen.OneOf(JsonGen.Any("null"), Citations)));

    private static readonly Gen<string?> Thought = JsonGen.OneOf(
        JsonGen.Object(("type", JsonGen.Any("\"thinking\"")), ("thinking", AnyValue.MaybeEmptyText), ("signature", AnyValue.Sealed)),
        JsonGen.Object(("type", JsonGen.Any("\"redacted_thinking\"")), ("data", AnyValue.Sealed)));

    private static readonly Gen<string> Said = new[] { Thought.Maybe(), Thought.Maybe(4), Text, Text.Maybe(3) }.Sequence();

    private static readonly Gen<string> Calling =
        from before in new[] { Thought.Maybe(3), Text.Maybe() }.Sequence()
        from calls in Gen.Int[1, 3].SelectMany(count => Enumerable.Range(0, count).Select(Call).Sequence())
        select before.Length == 0 ? calls : $"{before},{calls}";

    public static Gen<string> Any { get; } =
        from calls in Gen.Int[0, 2]
        from content in calls == 0 ? Calling : Said
        from ending in calls == 0 ? JsonGen.Any(Ending("tool_use")) : JsonGen.OneOf(
            JsonGen.Any(Ending("end_turn"), Ending("max_tokens"), Ending("refusal")),
            AnyValue.Text.Select(stop => (string?)$"\"stop_reason\":\"stop_sequence\",\"stop_sequence\":{stop}"))
        from usage in Usage
        select $$"""{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{{content}}],{{ending}},"usage":{{usage}}}""";

    private static Gen<string> Usage =>
        from input in Gen.Int[100, 999]
        from read in Gen.Int[0, 99]
        from written in Gen.Int[0, 99]
        from output in Gen.Int[100, 999]
        select $$"""{"input_tokens":{{input}},"cache_read_input_tokens":{{read}},"cache_creation_input_tokens":{{written}},"output_tokens":{{output}},"service_tier":"standard"}""";

    private static string Ending(string reason) => $"\"stop_reason\":\"{reason}\",\"stop_sequence\":null";

    private static Gen<string?> Call(int number) => JsonGen.Object(
        ("type", JsonGen.Any("\"tool_use\"")), ("id", JsonGen.Any($"\"toolu_{number}\"")), ("name", AnyValue.ToolName), ("input", AnyValue.Arguments));
}
