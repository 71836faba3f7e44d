using CsCheck;

namespace FerroGate.Ai.Tests.Translation.Generation;

/// <summary>Requests of Chat Completions.</summary>
internal static class AnyChatRequest
{
    private static readonly Gen<string?> TextPart = JsonGen.Object(("type", JsonGen.Any("\"text\"")), ("text", AnyValue.MaybeEmptyText));

    private static readonly Gen<string?> Texts = JsonGen.OneOf(AnyValue.MaybeEmptyText, TextPart.List(1, 3));

    private static readonly Gen<string?> Media = JsonGen.OneOf(
        AnyValue.ImageUrl.Select(JsonGen.Any("", ",\"detail\":\"low\""), (url, detail) => (string?)$$$"""{"type":"image_url","image_url":{"url":{{{url}}}{{{detail}}}}}"""),
        AnyValue.Base64.Select(data => (string?)$$$"""{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{data}}}"}}"""),
        AnyValue.Base64.Select(JsonGen.Any("wav", "mp3"), (data, format) => (string?)$$$"""{"type":"input_audio","input_audio":{"data":"{{{data}}}","format":"{{{format}}}"}}"""),
        AnyValue.Base64.Select(AnyValue.Text, (data, name) => (string?)$$$"""{"type":"file","file":{"filename":{{{name}}},"file_data":"data:application/pdf;base64,{{{data}}}"}}"""));

    private static readonly Gen<string?> Tool = AnyValue.Text.Maybe().Select(AnyValue.Schema.Maybe(), AnyValue.Flag.Maybe(), (description, schema, strict) =>
        (string?)(Member("description", description) + Member("parameters", schema) + Member("strict", schema is null ? null : strict)));

    private static readonly Gen<string?> Tools = Tool.Select(Tool, (one, other) =>
        (string?)$$$"""[{"type":"function","function":{"name":"get_f"{{{one}}}}},{"type":"function","function":{"name":"get_g"{{{other}}}}}]""");

    private static readonly Gen<string?> Choice = JsonGen.Any("\"auto\"", "\"required\"", """{"type":"function","function":{"name":"get_g"}}""");

    // Where nothing may be called, it says nothing how many may be called at once.
    private static readonly Gen<string> ToolMembers = Gen.Int[0, 4].SelectMany(lot => lot == 0
        ? JsonGen.Members(("tools", Tools), ("tool_choice", JsonGen.Any("\"none\"")))
        : JsonGen.Members(("tools", Tools), ("tool_choice", Choice.Maybe()), ("parallel_tool_calls", AnyValue.Flag.Maybe(3))));

    private static readonly Gen<string?> Format = JsonGen.OneOf(
        JsonGen.Any("""{"type":"text"}""", """{"type":"json_object"}"""),
        AnyValue.Schema.Select(AnyValue.Text.Maybe(), AnyValue.Flag.Maybe(), (schema, description, strict) =>
            (string?)$$$"""{"type":"json_schema","json_schema":{"name":"the_shape","schema":{{{schema}}}{{{Member("description", description)}}}{{{Member("strict", strict)}}}}}"""));

    private static readonly Gen<string> Settings = JsonGen.Members(
        ("temperature", AnyValue.Share.Maybe(3)),
        ("top_p", AnyValue.Share.Maybe(3)),
        ("max_completion_tokens", AnyValue.Limit.Maybe(3)),
        ("stop", JsonGen.OneOf(AnyValue.Text, AnyValue.Stops).Maybe(4)),
        ("seed", AnyValue.Seed.Maybe(4)),
        ("n", JsonGen.Any("1", "2").Maybe(4)),
        ("frequency_penalty", AnyValue.Penalty.Maybe(4)),
        ("presence_penalty", AnyValue.Penalty.Maybe(4)),
        ("logit_bias", JsonGen.Any("""{"50256":-100}""").Maybe(6)),
        ("user", AnyValue.Text.Maybe(4)),
        ("metadata", AnyValue.Metadata.Maybe(4)),
        ("service_tier", JsonGen.Any("\"auto\"", "\"default\"", "\"flex\"", "\"priority\"").Maybe(4)),
        ("reasoning_effort", JsonGen.Any("\"none\"", "\"minimal\"", "\"low\"", "\"medium\"", "\"high\"").Maybe(4)),
        ("verbosity", JsonGen.Any("\"low\"", "\"high\"").Maybe(6)),
        ("prompt_cache_key", AnyValue.Text.Maybe(6)),
        ("response_format", Format.Maybe(3)),
        ("stream", AnyValue.Flag.Maybe()));

    private static readonly Gen<string?> Chances = JsonGen.Any("\"logprobs\":true", "\"logprobs\":true,\"top_logprobs\":3", "\"logprobs\":false").Maybe(4);

    public static Gen<string> Any { get; } =
        from hasTools in Gen.Bool
        from tools in hasTools ? ToolMembers : Gen.Const("")
        from head in Instruction.Maybe()
        from user in User
        from steps in Gen.Int[0, 3].SelectMany(count => Enumerable.Range(0, count).Select(step => Step(step, hasTools)).Sequence())
        from settings in Settings
        from chances in Chances
        select $"{{{Joined("\"model\":\"m\"", $"\"messages\":[{Joined(head, user, steps)}]", tools, settings, chances)}}}";

    private static Gen<string?> Instruction => JsonGen.Object(("role", JsonGen.Any("\"system\"", "\"developer\"")), ("content", Texts));

    private static Gen<string?> User => JsonGen.Object(("role", JsonGen.Any("\"user\"")), ("content", JsonGen.OneOf(AnyValue.Text, JsonGen.OneOf(TextPart, Media).List(1, 4))));

    // What the model said, and what comes back.
    private static Gen<string?> Step(int step, bool hasTools) => hasTools
        ? JsonGen.OneOf(Talk, Gen.Int[1, 3].SelectMany(calls => Calls(step, calls)))
        : Talk;

    private static Gen<string?> Talk => new[]
    {
        JsonGen.OneOf(
            JsonGen.Object(("role", JsonGen.Any("\"assistant\"")), ("content", Texts)),
            JsonGen.Object(("role", JsonGen.Any("\"assistant\"")), ("content", JsonGen.Any("null")), ("refusal", AnyValue.Text))),
        Instruction.Maybe(4),
        User,
    }.Sequence().Select(text => (string?)text);

    private static Gen<string?> Calls(int step, int count) =>
        from text in AnyValue.Text.Maybe()
        from calls in Enumerable.Range(0, count).Select(call => Call($"call_{step}_{call}")).Sequence()
        from results in Enumerable.Range(0, count).Select(call => Texts.Select(content =>
            (string?)$$"""{"role":"tool","tool_call_id":"call_{{step}}_{{call}}","content":{{content}}}""")).Sequence()
        from user in User.Maybe()
        select (string?)Joined($$"""{"role":"assistant","content":{{text ?? "null"}},"tool_calls":[{{calls}}]}""", results, user);

    private static Gen<string?> Call(string id) => AnyValue.ToolName.Select(AnyValue.Arguments, (name, arguments) =>
        (string?)$$$"""{"id":"{{{id}}}","type":"function","function":{"name":{{{name}}},"arguments":{{{JsonGen.Quoted(arguments!)}}}}}""");

    private static string Member(string name, string? value) => value is null ? "" : $",\"{name}\":{value}";

    private static string Joined(params string?[] parts) => string.Join(',', parts.Where(part => !string.IsNullOrEmpty(part)));
}
