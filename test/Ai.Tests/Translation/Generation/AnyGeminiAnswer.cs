using CsCheck;

namespace FerroGate.Ai.Tests.Translation.Generation;

/// <summary>Whole answers of Gemini's generateContent.</summary>
internal static class AnyGeminiAnswer
{
    private static readonly Gen<string?> Text = JsonGen.Object(("text", AnyValue.Text));

    private static readonly Gen<string?> Thought = JsonGen.Object(("text", AnyValue.Text), ("thought", JsonGen.Any("true")), ("thoughtSignature", AnyValue.Sealed.Maybe()));

    private static readonly Gen<string> Said = new[] { Thought.Maybe(), Text, Text.Maybe(3) }.Sequence();

    private static readonly Gen<string> Calling =
        from before in new[] { Thought.Maybe(3), Text.Maybe() }.Sequence()
        from calls in Gen.Int[1, 3].SelectMany(count => Enumerable.Range(0, count).Select(Call).Sequence())
        select before.Length == 0 ? calls : $"{before},{calls}";

    private static readonly Gen<string?> Sources = AnyValue.ImageUrl.Select(AnyValue.Text, (url, title) =>
        (string?)$$$"""{"groundingChunks":[{"web":{"uri":{{{url}}},"title":{{{title}}}}}],"groundingSupports":[{"segment":{"startIndex":0,"endIndex":3},"groundingChunkIndices":[0]}]}""");

    private static readonly Gen<string?> Candidate = JsonGen.OneOf(
        Candidates(Said, "STOP", "MAX_TOKENS", "SAFETY", "RECITATION"), Candidates(Calling, "STOP"));

    public static Gen<string> Any { get; } =
        from first in Candidate
        from second in Candidate.Maybe(6)
        from usage in Usage
        select $$"""{"candidates":[{{Indexed(first, 0)}}{{(second is null ? "" : $",{Indexed(second, 1)}")}}],"usageMetadata":{{usage}},"modelVersion":"m","responseId":"r"}""";

    private static Gen<string> Usage =>
        from input in Gen.Int[100, 999]
        from cached in Gen.Int[1, 99]
        from output in Gen.Int[100, 999]
        from thoughts in Gen.Int[0, 99]
        select $$"""{"promptTokenCount":{{input}},"cachedContentTokenCount":{{cached}},"candidatesTokenCount":{{output}},"thoughtsTokenCount":{{thoughts}},"totalTokenCount":{{input + output + thoughts}}}""";

    private static Gen<string?> Candidates(Gen<string> parts, params string[] reasons) => parts.Select(JsonGen.Any(reasons), Sources.Maybe(5), (said, reason, sources) =>
        (string?)$$"""{"index":@,"content":{"role":"model","parts":[{{said}}]},"finishReason":"{{reason}}"{{(sources is null ? "" : $",\"groundingMetadata\":{sources}")}}}""");

    private static string Indexed(string? candidate, int index) => candidate!.Replace("\"index\":@", $"\"index\":{index}", StringComparison.Ordinal);

    private static Gen<string?> Call(int number) => AnyValue.ToolName.Select(AnyValue.Arguments, AnyValue.Sealed.Maybe(), Gen.Bool, (name, arguments, seal, hasId) =>
        (string?)$$"""{"functionCall":{{{(hasId ? $"\"id\":\"x{number}\"," : "")}}"name":{{name}},"args":{{arguments}}}{{(number == 0 && seal is not null ? $",\"thoughtSignature\":{seal}" : "")}}}""");
}
