using CsCheck;

namespace FerroGate.Ai.Tests.Translation.Generation;

/// <summary>Requests of Responses.</summary>
internal static class AnyResponsesRequest
{
    private static readonly Gen<string?> TextPart = JsonGen.Object(("type", JsonGen.Any("\"input_text\"")), ("text", AnyValue.MaybeEmptyText));

    private static readonly Gen<string?> Texts = JsonGen.OneOf(AnyValue.MaybeEmptyText, TextPart.List(1, 3));

    private static readonly Gen<string?> Media = JsonGen.OneOf(
        AnyValue.ImageUrl.Select(JsonGen.Any("", ",\"detail\":\"low\""), (url, detail) => (string?)$$"""{"type":"input_image","image_url":{{url}}{{detail}}}"""),
        AnyValue.Base64.Select(data => (string?)$$"""{"type":"input_image","image_url":"data:image/png;base64,{{data}}"}"""),
        AnyValue.DocumentUrl.Select(url => (string?)$$"""{"type":"input_file","file_url":{{url}}}"""),
        AnyValue.Base64.Select(AnyValue.Text, (data, name) => (string?)$$"""{"type":"input_file","filename":{{name}},"file_data":"data:application/pdf;base64,{{data}}"}"""));

    private static readonly Gen<string?> Tool = AnyValue.Text.Maybe().Select(AnyValue.Schema, AnyValue.Flag, (description, schema, strict) =>
        (string?)$"{(description is null ? "" : $",\"description\":{description}")},\"parameters\":{schema},\"strict\":{strict}");

    private static readonly Gen<string?> Tools = Tool.Select(Tool, (one, other) =>
        (string?)$$"""[{"type":"function","name":"get_f"{{one}}},{"type":"function","name":"get_g"{{other}}}]""");

    private static readonly Gen<string?> Choice = JsonGen.Any("\"auto\"", "\"required\"", """{"type":"function","name":"get_g"}""");

    // Where nothing may be called, it says nothing how many may be called at once.
    private static readonly Gen<string> ToolMembers = Gen.Int[0, 4].SelectMany(lot => lot == 0
        ? JsonGen.Members(("tools", Tools), ("tool_choice", JsonGen.Any("\"none\"")))
        : JsonGen.Members(("tools", Tools), ("tool_choice", Choice.Maybe()), ("parallel_tool_calls", AnyValue.Flag.Maybe(3))));

    private static readonly Gen<string?> Format = JsonGen.OneOf(
        JsonGen.Any("""{"type":"text"}""", """{"type":"json_object"}"""),
        JsonGen.Object(("type", JsonGen.Any("\"json_schema\"")), ("name", JsonGen.Any("\"the_shape\"")), ("schema", AnyValue.Schema), ("description", AnyValue.Text.Maybe()), ("strict", AnyValue.Flag.Maybe())));

    private static readonly Gen<string> Settings = JsonGen.Members(
        ("instructions", AnyValue.Text.Maybe(3)),
        ("temperature", AnyValue.Share.Maybe(3)),
        ("top_p", AnyValue.Share.Maybe(3)),
        ("max_output_tokens", AnyValue.Limit.Maybe(3)),
        ("user", AnyValue.Text.Maybe(4)),
        ("metadata", AnyValue.Metadata.Maybe(4)),
        ("service_tier", JsonGen.Any("\"auto\"", "\"default\"", "\"flex\"", "\"priority\"").Maybe(4)),
        ("reasoning", JsonGen.Object(
            ("effort", JsonGen.Any("\"none\"", "\"minimal\"", "\"low\"", "\"medium\"", "\"high\"").Maybe()),
            ("summary", JsonGen.Any("\"auto\"", "\"concise\"", "\"detailed\"").Maybe())).Maybe(3)),
        ("text", JsonGen.Object(("format", Format.Maybe()), ("verbosity", JsonGen.Any("\"low\"", "\"high\"").Maybe())).Maybe()),
        ("prompt_cache_key", AnyValue.Text.Maybe(6)),
        ("include", JsonGen.Any("[\"reasoning.encrypted_content\"]", "[\"message.output_text.logprobs\",\"reasoning.encrypted_content\"]").Maybe(3)),
        ("store", JsonGen.Any("false").Maybe()),
        ("stream", AnyValue.Flag.Maybe()));

    private static readonly Gen<string?> TopChances = JsonGen.Any("\"top_logprobs\":2", "\"top_logprobs\":0").Maybe(4);

    public static Gen<string> Any { get; } =
        from hasTools in Gen.Bool
        from tools in hasTools ? ToolMembers : Gen.Const("")
        from input in JsonGen.OneOf(AnyValue.Text, Items(hasTools), Items(hasTools))
        from settings in Settings
        from chances in TopChances
        select $"{{{Joined("\"model\":\"m\"", $"\"input\":{input}", tools, settings, chances)}}}";

    private static Gen<string?> Instruction => JsonGen.Object(("role", JsonGen.Any("\"system\"", "\"developer\"")), ("content", Texts));

    private static Gen<string?> User =>
        JsonGen.Object(("type", JsonGen.Any("\"message\"").Maybe()), ("role", JsonGen.Any("\"user\"")), ("content", JsonGen.OneOf(AnyValue.Text, JsonGen.OneOf(TextPart, Media).List(1, 4))));

    // A model refuses once.
    private static Gen<string?> Said => JsonGen.OneOf(
        JsonGen.Object(("role", JsonGen.Any("\"assistant\"")), ("content", AnyValue.Text)),
        new[]
        {
            JsonGen.Object(("type", JsonGen.Any("\"output_text\"")), ("annotations", JsonGen.Any("[]")), ("text", AnyValue.Text)),
            JsonGen.Object(("type", JsonGen.Any("\"output_text\"")), ("annotations", JsonGen.Any("[]")), ("text", AnyValue.Text)).Maybe(),
            JsonGen.Object(("type", JsonGen.Any("\"refusal\"")), ("refusal", AnyValue.Text)).Maybe(3),
        }.Sequence().Select(content => (string?)$$"""{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{{content}}]}"""));

    private static Gen<string?> Thought => AnyValue.Text.Select(JsonGen.Any("", "text"), AnyValue.Sealed, (text, has, data) =>
        (string?)$$"""{"type":"reasoning","id":"rs_1","summary":[{{(has == "text" ? $$"""{"type":"summary_text","text":{{text}}}""" : "")}}],"encrypted_content":{{data}}}""");

    private static Gen<string?> Items(bool hasTools) =>
        from head in Instruction.Maybe()
        from user in User
        from steps in Gen.Int[0, 3].SelectMany(count => Enumerable.Range(0, count).Select(step => Step(step, hasTools)).Sequence())
        select (string?)$"[{Joined(head, user, steps)}]";

    private static Gen<string?> Step(int step, bool hasTools) => hasTools
        ? JsonGen.OneOf(Talk, Gen.Int[1, 3].SelectMany(calls => Calls(step, calls)))
        : Talk;

    private static Gen<string?> Talk => new[] { Thought.Maybe(3), Said, Instruction.Maybe(4), User }.Sequence().Select(text => (string?)text);

    private static Gen<string?> Calls(int step, int count) => new[] { Thought.Maybe(3), Said.Maybe(3) }
        .Concat(Enumerable.Range(0, count).Select(call => Call($"call_{step}_{call}")))
        .Concat(Enumerable.Range(0, count).Select(call => Result($"call_{step}_{call}")))
        .Append(User.Maybe())
        .Sequence().Select(text => (string?)text);

    private static Gen<string?> Call(string id) => AnyValue.ToolName.Select(AnyValue.Arguments, (name, arguments) =>
        (string?)$$"""{"type":"function_call","call_id":"{{id}}","name":{{name}},"arguments":{{JsonGen.Quoted(arguments!)}}}""");

    private static Gen<string?> Result(string id) => JsonGen.OneOf(AnyValue.MaybeEmptyText, JsonGen.OneOf(TextPart, Media).List(1, 3)).Select(output =>
        (string?)$$"""{"type":"function_call_output","call_id":"{{id}}","output":{{output}}}""");

    private static string Joined(params string?[] parts) => string.Join(',', parts.Where(part => !string.IsNullOrEmpty(part)));
}
