using CsCheck;

namespace FerroGate.Ai.Tests.Translation.Generation;

/// <summary>Whole answers of Responses.</summary>
internal static class AnyResponsesAnswer
{
    private static readonly Gen<string?> Citations = AnyValue.ImageUrl.Select(AnyValue.Text, (url, title) =>
        (string?)$$"""[{"type":"url_citation","url":{{url}},"title":{{title}},"start_index":0,"end_index":3}]""");

    private static readonly Gen<string?> Text = AnyValue.Text.Select(Citations.Maybe(4), AnyValue.Chances("logprob").Maybe(4), (text, citations, chances) =>
        (string?)$$"""{"type":"output_text","text":{{text}},"annotations":{{citations ?? "[]"}},"logprobs":{{chances ?? "[]"}}}""");

    private static readonly Gen<string?> Message = JsonGen.OneOf(
        Text.List(1, 2),
        AnyValue.Text.Select(text => (string?)$$"""[{"type":"refusal","refusal":{{text}}}]""")).Select(content =>
        (string?)$$"""{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":{{content}}}""");

    private static readonly Gen<string?> Thought = AnyValue.Text.Maybe().Select(AnyValue.Sealed, (text, data) =>
        (string?)$$"""{"type":"reasoning","id":"rs_1","summary":[{{(text is null ? "" : $$"""{"type":"summary_text","text":{{text}}}""")}}],"encrypted_content":{{data}}}""");

    private static readonly Gen<string> Said = new[] { Thought.Maybe(3), Message }.Sequence();

    private static readonly Gen<string> Calling =
        from before in new[] { Thought.Maybe(3), Message.Maybe(3) }.Sequence()
        from calls in Gen.Int[1, 3].SelectMany(count => Enumerable.Range(0, count).Select(Call).Sequence())
        select before.Length == 0 ? calls : $"{before},{calls}";

    public static Gen<string> Any { get; } =
        from calls in Gen.Int[0, 2]
        from output in calls == 0 ? Calling : Said
        from ending in calls == 0 ? JsonGen.Any(Completed) : JsonGen.Any(Completed, Incomplete("max_output_tokens"), Incomplete("content_filter"))
        from usage in Usage
        select $$"""{"id":"resp_1","object":"response","created_at":1700000000,"model":"m",{{ending}},"error":null,"output":[{{output}}],"parallel_tool_calls":true,"tool_choice":"auto","tools":[],"instructions":null,"metadata":{},"temperature":1.0,"top_p":1.0,"usage":{{usage}}}""";

    private static string Completed => "\"status\":\"completed\",\"incomplete_details\":null";

    private static Gen<string> Usage =>
        from input in Gen.Int[100, 999]
        from cached in Gen.Int[0, 99]
        from output in Gen.Int[100, 999]
        from reasoning in Gen.Int[1, 99]
        select $$"""{"input_tokens":{{input}},"input_tokens_details":{"cached_tokens":{{cached}}},"output_tokens":{{output}},"output_tokens_details":{"reasoning_tokens":{{reasoning}}},"total_tokens":{{input + output}}}""";

    private static string Incomplete(string reason) => $$"""
        "status":"incomplete","incomplete_details":{"reason":"{{reason}}"}
        """;

    private static Gen<string?> Call(int number) => AnyValue.ToolName.Select(AnyValue.Arguments, (name, arguments) =>
        (string?)$$"""{"type":"function_call","id":"fc_{{number}}","status":"completed","call_id":"call_{{number}}","name":{{name}},"arguments":{{JsonGen.Quoted(arguments!)}}}""");
}
