using CsCheck;

namespace FerroGate.Ai.Tests.Translation.Generation;

/// <summary>Requests of Gemini's generateContent.</summary>
internal static class AnyGeminiRequest
{
    private static readonly Gen<string?> Text = JsonGen.Object(("text", AnyValue.Text));

    private static readonly Gen<string?> Media = JsonGen.OneOf(
        AnyValue.Base64.Select(JsonGen.Any("image/png", "audio/wav", "audio/mp3", "application/pdf"), (data, type) => (string?)$$$"""{"inlineData":{"mimeType":"{{{type}}}","data":"{{{data}}}"}}"""),
        AnyValue.ImageUrl.Select(url => (string?)$$$"""{"fileData":{"mimeType":"image/png","fileUri":{{{url}}}}}"""),
        AnyValue.DocumentUrl.Select(url => (string?)$$$"""{"fileData":{"mimeType":"application/pdf","fileUri":{{{url}}}}}"""));

    private static readonly Gen<string?> Declaration = JsonGen.Members(
        ("description", AnyValue.Text.Maybe()),
        ("parametersJsonSchema", AnyValue.Schema.Maybe())).Select(text => (string?)text);

    private static readonly Gen<string?> CapitalDeclaration = JsonGen.Any(
        """ "parameters":{"type":"OBJECT","properties":{"a":{"type":"STRING","nullable":true},"b":{"type":"ARRAY","items":{"type":"INTEGER"},"minItems":"1"}},"required":["a"]} """);

    private static readonly Gen<string?> Tools = JsonGen.OneOf(Declaration, CapitalDeclaration).Select(JsonGen.OneOf(Declaration, CapitalDeclaration), (one, other) =>
        (string?)$$"""[{"functionDeclarations":[{{{Joined("\"name\":\"get_f\"", one)}}},{{{Joined("\"name\":\"get_g\"", other)}}}]}]""");

    private static readonly Gen<string?> Choice = JsonGen.Any(
        """{"functionCallingConfig":{"mode":"AUTO"}}""", """{"functionCallingConfig":{"mode":"NONE"}}""", """{"functionCallingConfig":{"mode":"ANY"}}""",
        """{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["get_g"]}}""");

    private static readonly Gen<string?> Format = JsonGen.OneOf(
        JsonGen.Any("\"responseMimeType\":\"application/json\"", "\"responseMimeType\":\"text/plain\""),
        AnyValue.Schema.Select(schema => (string?)$"\"responseMimeType\":\"application/json\",\"responseJsonSchema\":{schema}"));

    private static readonly Gen<string?> Config = JsonGen.Members(
        ("temperature", AnyValue.Share.Maybe(3)),
        ("topP", AnyValue.Share.Maybe(3)),
        ("topK", JsonGen.Any("40", "5").Maybe(4)),
        ("maxOutputTokens", AnyValue.Limit.Maybe(3)),
        ("stopSequences", AnyValue.Stops.Maybe(4)),
        ("seed", AnyValue.Seed.Maybe(4)),
        ("candidateCount", JsonGen.Any("1", "2").Maybe(4)),
        ("presencePenalty", AnyValue.Penalty.Maybe(4)),
        ("frequencyPenalty", AnyValue.Penalty.Maybe(4)),
        ("thinkingConfig", JsonGen.Any(
            """{"thinkingBudget":2048}""", """{"thinkingBudget":-1,"includeThoughts":true}""", """{"thinkingBudget":0}""", """{"includeThoughts":false}""").Maybe(3)))
        .Select(JsonGen.Any("\"responseLogprobs\":true", "\"responseLogprobs\":true,\"logprobs\":3").Maybe(5), Format.Maybe(3), (settings, chances, format) =>
            (string?)$"{{{Joined(settings, chances, format)}}}");

    private static readonly Gen<string> Others = JsonGen.Members(
        ("systemInstruction", Text.List(1, 2).Select(parts => (string?)$$"""{"parts":{{parts}}}""").Maybe()),
        ("generationConfig", Config.Maybe(1)),
        ("serviceTier", JsonGen.Any("\"flex\"", "\"priority\"", "\"standard\"").Maybe(6)));

    public static Gen<string> Any { get; } =
        from hasTools in Gen.Bool
        from tools in hasTools ? JsonGen.Members(("tools", Tools), ("toolConfig", Choice.Maybe())) : Gen.Const("")
        from user in User
        from steps in Gen.Int[0, 3].SelectMany(count => Enumerable.Range(0, count).Select(step => Step(step, hasTools)).Sequence())
        from others in Others
        select $"{{{Joined($"\"contents\":[{Joined(user, steps)}]", tools, others)}}}";

    private static Gen<string?> User => JsonGen.OneOf(Text, Text, Media).List(1, 4).Select(Turn("user"));

    private static Gen<string?> Said => JsonGen.OneOf(
        JsonGen.Object(("text", AnyValue.Text), ("thoughtSignature", AnyValue.Sealed.Maybe(4))),
        JsonGen.Object(("text", AnyValue.Text), ("thought", JsonGen.Any("true")), ("thoughtSignature", AnyValue.Sealed)));

    private static Func<string?, string?> Turn(string role) => parts => $$"""{"role":"{{role}}","parts":{{parts}}}""";

    private static Gen<string?> Step(int step, bool hasTools) => hasTools
        ? JsonGen.OneOf(Talk, Gen.Select(Gen.Int[1, 3], Gen.Bool).SelectMany((calls, ids) => Calls(step, calls, ids)))
        : Talk;

    private static Gen<string?> Talk => new[] { Said.List(1, 2).Select(Turn("model")), User }.Sequence().Select(text => (string?)text);

    private static Gen<string?> Calls(int step, int count, bool ids) =>
        from text in Said.Maybe(3)
        from calls in Enumerable.Range(0, count).Select(call => Call(Name(step, call, ids), isFirst: call == 0)).Sequence()
        from results in Enumerable.Range(0, count).Select(call => Result(Name(step, call, ids))).Sequence()
        from rest in Text.Maybe()
        select (string?)Joined(Turn("model")($"[{Joined(text, calls)}]"), Turn("user")($"[{Joined(results, rest)}]"));

    private static string Name(int step, int call, bool ids) => (ids ? $"\"id\":\"x{step}-{call}\"," : "") + $"\"name\":\"{(call % 2 == 0 ? "get_f" : "get_g")}\"";

    private static Gen<string?> Call(string name, bool isFirst) => AnyValue.Arguments.Select(AnyValue.Sealed.Maybe(), (arguments, seal) =>
        (string?)$$"""{"functionCall":{{{name}},"args":{{arguments}}}{{(isFirst && seal is not null ? $",\"thoughtSignature\":{seal}" : "")}}}""");

    private static Gen<string?> Result(string name) =>
        JsonGen.OneOf(
            AnyValue.Text.Select(text => (string?)$$"""{"output":{{text}}}"""),
            AnyValue.Text.Select(text => (string?)$$"""{"error":{{text}}}"""),
            AnyValue.Arguments).Select(
            AnyValue.Base64,
            Gen.Int[0, 4],
            (response, data, lot) => (string?)(Joined($"{{\"functionResponse\":{{{name}", $"\"response\":{response}", lot == 0 ? $$$"""
                "parts":[{"inlineData":{"mimeType":"image/png","data":"{{{data}}}"}}]
                """ : "") + "}}"));

    private static string Joined(params string?[] parts) => string.Join(',', parts.Where(part => !string.IsNullOrWhiteSpace(part)));
}
