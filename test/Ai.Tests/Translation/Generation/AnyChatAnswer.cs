using CsCheck;

namespace FerroGate.Ai.Tests.Translation.Generation;

/// <summary>Whole answers of Chat Completions.</summary>
internal static class AnyChatAnswer
{
    private static readonly Gen<string?> Calls = Gen.Int[1, 3].SelectMany(count => Enumerable.Range(0, count).Select(Call).Sequence()).Select(calls => (string?)$"[{calls}]");

    private static readonly Gen<string?> Citations = AnyValue.ImageUrl.Select(AnyValue.Text, (url, title) =>
        (string?)$$$"""[{"type":"url_citation","url_citation":{"url":{{{url}}},"title":{{{title}}},"start_index":0,"end_index":3}}]""");

    private static readonly Gen<string?> Text = Message(
        ("content", AnyValue.Text), ("refusal", JsonGen.Any("null")), ("reasoning_content", AnyValue.Text.Maybe(3)), ("annotations", Citations.Maybe(4)));

    private static readonly Gen<string?> Refusal = Message(("content", JsonGen.Any("null")), ("refusal", AnyValue.Text));

    private static readonly Gen<string?> Calling = Message(("content", JsonGen.OneOf(JsonGen.Any("null"), AnyValue.Text)), ("refusal", JsonGen.Any("null")), ("tool_calls", Calls));

    private static readonly Gen<string?> Choice = JsonGen.OneOf(
        Choices(Text, "\"stop\"", "\"length\"", "\"content_filter\""), Choices(Refusal, "\"stop\""), Choices(Calling, "\"tool_calls\""));

    public static Gen<string> Any { get; } =
        from first in Choice
        from second in Choice.Maybe(6)
        from tier in JsonGen.Any(",\"service_tier\":\"default\"").Maybe(3)
        from usage in Usage
        select $$"""{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m","choices":[{{Indexed(first, 0)}}{{(second is null ? "" : $",{Indexed(second, 1)}")}}],"usage":{{usage}}{{tier}}}""";

    private static Gen<string> Usage =>
        from input in Gen.Int[100, 999]
        from cached in Gen.Int[0, 99]
        from output in Gen.Int[100, 999]
        from reasoning in Gen.Int[1, 99]
        select $$$"""{"prompt_tokens":{{{input}}},"completion_tokens":{{{output}}},"total_tokens":{{{input + output}}},"prompt_tokens_details":{"cached_tokens":{{{cached}}},"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":{{{reasoning}}},"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}""";

    private static Gen<string?> Message(params (string Name, Gen<string?> Value)[] members) => JsonGen.Object([("role", JsonGen.Any("\"assistant\"")), .. members]);

    private static Gen<string?> Choices(Gen<string?> message, params string[] reasons) => message.Select(AnyValue.Chances("logprob").Maybe(4), JsonGen.Any(reasons), (said, chances, reason) =>
        (string?)$$"""{"index":@,"message":{{said}},"logprobs":{{(chances is null ? "null" : $"{{\"content\":{chances},\"refusal\":null}}")}},"finish_reason":{{reason}}}""");

    private static string Indexed(string? choice, int index) => choice!.Replace("\"index\":@", $"\"index\":{index}", StringComparison.Ordinal);

    private static Gen<string?> Call(int number) => AnyValue.ToolName.Select(AnyValue.Arguments, (name, arguments) =>
        (string?)$$$"""{"id":"call_{{{number}}}","type":"function","function":{"name":{{{name}}},"arguments":{{{JsonGen.Quoted(arguments!)}}}}}""");
}
