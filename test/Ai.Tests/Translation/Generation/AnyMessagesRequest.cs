using CsCheck;

namespace FerroGate.Ai.Tests.Translation.Generation;

/// <summary>Requests of Anthropic Messages.</summary>
internal static class AnyMessagesRequest
{
    private static readonly Gen<string?> Mark = JsonGen.Any("""{"type":"ephemeral"}""", """{"type":"ephemeral","ttl":"1h"}""").Maybe(8);

    private static readonly Gen<string?> Text = JsonGen.Object(("type", JsonGen.Any("\"text\"")), ("text", AnyValue.Text), ("cache_control", Mark));

    private static readonly Gen<string?> Texts = JsonGen.OneOf(AnyValue.Text, Text.List(1, 3));

    private static readonly Gen<string?> Image = JsonGen.Object(
        ("type", JsonGen.Any("\"image\"")),
        ("source", JsonGen.OneOf(
            AnyValue.ImageUrl.Select(url => (string?)$$"""{"type":"url","url":{{url}}}"""),
            AnyValue.Base64.Select(data => (string?)$$"""{"type":"base64","media_type":"image/png","data":"{{data}}"}"""))),
        ("cache_control", Mark));

    private static readonly Gen<string?> Document = JsonGen.Object(
        ("type", JsonGen.Any("\"document\"")),
        ("source", JsonGen.OneOf(
            AnyValue.DocumentUrl.Select(url => (string?)$$"""{"type":"url","url":{{url}}}"""),
            AnyValue.Base64.Select(data => (string?)$$"""{"type":"base64","media_type":"application/pdf","data":"{{data}}"}"""),
            AnyValue.Text.Select(text => (string?)$$"""{"type":"text","media_type":"text/plain","data":{{text}}}"""))),
        ("title", AnyValue.Text.Maybe()),
        ("cache_control", Mark));

    private static readonly Gen<string?> Thought = JsonGen.OneOf(
        JsonGen.Object(("type", JsonGen.Any("\"thinking\"")), ("thinking", AnyValue.MaybeEmptyText), ("signature", AnyValue.Sealed)),
        JsonGen.Object(("type", JsonGen.Any("\"redacted_thinking\"")), ("data", AnyValue.Sealed)));

    private static readonly Gen<string?> Tool = JsonGen.Members(
        ("description", AnyValue.Text.Maybe()), ("input_schema", JsonGen.OneOf(AnyValue.Schema, JsonGen.Any("""{"type":"object"}"""))), ("cache_control", Mark)).Select(text => (string?)text);

    private static readonly Gen<string?> Tools = Tool.Select(Tool, (one, other) => (string?)$$"""[{"name":"get_f",{{one}}},{"name":"get_g",{{other}}}]""");

    private static readonly Gen<string> Others = JsonGen.Members(
        ("system", Texts.Maybe()),
        ("stop_sequences", AnyValue.Stops.Maybe(4)),
        ("metadata", AnyValue.Text.Select(user => (string?)$$"""{"user_id":{{user}}}""").Maybe(4)),
        ("service_tier", JsonGen.Any("\"auto\"", "\"standard_only\"").Maybe(4)),
        ("stream", AnyValue.Flag.Maybe()));

    // While the model thinks, there is no sampling, and no tool must be called: Anthropic refuses both.
    private static readonly Gen<string> Sampling = JsonGen.Members(
        ("temperature", AnyValue.Share.Maybe(3)),
        ("top_p", AnyValue.Share.Maybe(3)),
        ("top_k", JsonGen.Any("40", "5").Maybe(3)),
        ("output_config", AnyValue.Schema.Select(Format).Maybe(3)));

    private static readonly Gen<string> Thinking = JsonGen.Members(
        ("thinking", JsonGen.Any(
            """{"type":"enabled","budget_tokens":2048}""", """{"type":"enabled","budget_tokens":1024,"display":"omitted"}""", """{"type":"adaptive"}""",
            """{"type":"adaptive","display":"summarized"}""")),
        ("output_config", JsonGen.Any("""{"effort":"low"}""", """{"effort":"max"}""").Maybe(3)));

    public static Gen<string> Any { get; } =
        from hasTools in Gen.Bool
        from thinks in Gen.Bool
        from tools in hasTools ? JsonGen.Members(("tools", Tools), ("tool_choice", Choice(thinks).Maybe())) : Gen.Const("")
        from limit in AnyValue.Limit
        from user in User
        from steps in Gen.Int[0, 3].SelectMany(count => Enumerable.Range(0, count).Select(step => Step(step, hasTools, thinks)).Sequence())
        from mode in thinks ? Thinking : Sampling
        from others in Others
        select $"{{{Joined("\"model\":\"m\"", $"\"max_tokens\":{limit}", $"\"messages\":[{Joined(user, steps)}]", tools, mode, others)}}}";

    private static Gen<string?> User => JsonGen.OneOf(AnyValue.Text, JsonGen.OneOf(Text, Image, Document).List(1, 4)).Select(Turn("user"));

    private static string? Format(string? schema) => $$$"""{"format":{"type":"json_schema","schema":{{{schema}}}}}""";

    private static Func<string?, string?> Turn(string role) => content => $$"""{"role":"{{role}}","content":{{content}}}""";

    private static Gen<string?> Choice(bool thinks) => JsonGen.Object(
        ("type", thinks ? JsonGen.Any("\"auto\"") : JsonGen.Any("\"auto\"", "\"any\"", "\"tool\",\"name\":\"get_g\"")), ("disable_parallel_tool_use", AnyValue.Flag.Maybe(3)));

    private static Gen<string?> Step(int step, bool hasTools, bool thinks) => hasTools
        ? JsonGen.OneOf(Talk(thinks), Gen.Int[1, 3].SelectMany(calls => Calls(step, calls, thinks)))
        : Talk(thinks);

    private static Gen<string?> Talk(bool thinks) => new[]
    {
        thinks ? Thoughts(Text.List(1, 2)).Select(Turn("assistant")) : Texts.Select(Turn("assistant")),
        User,
    }.Sequence().Select(text => (string?)text);

    private static Gen<string?> Thoughts(Gen<string?> rest) => Thought.List(1, 2).Select(rest, (thoughts, others) => (string?)$"{thoughts![..^1]},{others![1..]}");

    private static Gen<string?> Calls(int step, int count, bool thinks) =>
        from thoughts in thinks ? Thoughts(JsonGen.Any("[]")).Select(text => text!.TrimEnd(']').Trim('[').TrimEnd(',')) : Gen.Const("")
        from text in Text.Maybe()
        from calls in Enumerable.Range(0, count).Select(call => Call($"toolu_{step}_{call}")).Sequence()
        from results in Enumerable.Range(0, count).Select(call => Result($"toolu_{step}_{call}")).Sequence()
        from rest in Text.Maybe()
        select (string?)Joined(Turn("assistant")($"[{Joined(thoughts, text, calls)}]"), Turn("user")($"[{Joined(results, rest)}]"));

    private static Gen<string?> Call(string id) => JsonGen.Object(
        ("type", JsonGen.Any("\"tool_use\"")), ("id", JsonGen.Any($"\"{id}\"")), ("name", AnyValue.ToolName), ("input", AnyValue.Arguments), ("cache_control", Mark));

    private static Gen<string?> Result(string id) => JsonGen.Object(
        ("type", JsonGen.Any("\"tool_result\"")),
        ("tool_use_id", JsonGen.Any($"\"{id}\"")),
        ("content", JsonGen.OneOf(AnyValue.MaybeEmptyText, JsonGen.OneOf(Text, Image).List(1, 3)).Maybe(1)),
        ("is_error", AnyValue.Flag.Maybe(3)),
        ("cache_control", Mark));

    private static string Joined(params string?[] parts) => string.Join(',', parts.Where(part => !string.IsNullOrEmpty(part)));
}
