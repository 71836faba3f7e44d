using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;
using static FerroGate.Ai.Tests.Dialects.AnthropicMessages.Translation.Translated;

namespace FerroGate.Ai.Tests.Dialects.AnthropicMessages.Translation;

/// <summary>What a provider is asked when the client speaks another protocol.</summary>
public sealed class RequestWriterTests
{
    [Fact]
    public void Instructions_go_to_the_front_and_turns_take_turns()
    {
        var conversation = Of(
            new Turn(Role.System, [Text("a")], "messages[*]"),
            new Turn(Role.Developer, [Text("b"), Text("")], "messages[*]"),
            new Turn(Role.User, [Text("c")], "messages[*]"),
            new Turn(Role.Developer, [Text("d")], "late"),
            new Turn(Role.User, [Text(""), Text("e")], "messages[*]"),
            new Turn(Role.Assistant, [Text("")], "messages[*]"),
            new Turn(Role.User, [Text("f")], "messages[*]"));

        Assert.Equal(
            """{"model":"claude","max_tokens":4096,"system":[{"type":"text","text":"a"},{"type":"text","text":"b"},{"type":"text","text":"d"}],"messages":[{"role":"user","content":[{"type":"text","text":"c"},{"type":"text","text":"e"},{"type":"text","text":"f"}]}]}""",
            Written(conversation, out var notes));
        Assert.Equal("late=approximated", notes.Losses.ToString());
        Assert.Equal(["max_tokens"], notes.Added);
    }

    [Fact]
    public void Calls_and_results_keep_their_ids()
    {
        var conversation = Of(
            new Turn(Role.Assistant, [Call("call.1", "f", """{"a":1.0}"""), Call("call_2", "f", ""), Call("", "g", "{}"), Call("", "f", "{}"), Call("", "f", "{}")], "m"),
            new Turn(Role.User, [Text("early")], "m"),
            new Turn(Role.User, [Result("call.1", null, false), Result("call_2", null, null)], "m"),
            new Turn(Role.User, [Result("", "f", null), Result("", "g", true), Result("", "f", null)], "m"));
        var messages = J(Written(conversation, out var notes)).GetProperty("messages");

        var calls = messages[0].GetProperty("content").EnumerateArray().Select(call => call.GetProperty("id").GetString()!).ToList();
        Assert.Matches("^toolu_[0-9a-f]{32}$", calls[0]);
        Assert.Equal(["call_2", "call_3", "call_4", "call_5"], calls.Skip(1));
        var answers = messages[1].GetProperty("content").EnumerateArray().ToList();
        Assert.Equal("early", answers[^1].GetProperty("text").GetString());
        Assert.Equal([calls[0], calls[1], "call_4", "call_3", "call_5"], answers.SkipLast(1).Select(answer => answer.GetProperty("tool_use_id").GetString()));
        Assert.Equal("""{"a":1.0}""", messages[0].GetProperty("content")[0].GetProperty("input").GetRawText());
        Assert.Equal("{}", messages[0].GetProperty("content")[1].GetProperty("input").GetRawText());
        Assert.True(answers[3].GetProperty("is_error").GetBoolean());
        Assert.Empty(notes.Losses.All);
    }

    [Fact]
    public void An_id_is_the_same_in_any_spelling()
    {
        var result = Result("call_a", null, null);
        var call = Call("", "f", "{}") with { Id = JsonText.OfEscaped("call_\\u0061"u8) };
        var messages = J(Written(Of(new Turn(Role.Assistant, [call], "m"), new Turn(Role.User, [result], "m")), out _)).GetProperty("messages");

        Assert.Equal("call_a", messages[0].GetProperty("content")[0].GetProperty("id").GetString());
        Assert.Equal("call_a", messages[1].GetProperty("content")[0].GetProperty("tool_use_id").GetString());
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"\\ud800\":1}")]
    public void Arguments_that_are_no_object_are_refused(string arguments) =>
        Assert.Equal("p", Assert.Throws<InvalidConversationException>(() => Written(Of(new Turn(Role.Assistant, [Call("a", "f", arguments)], "m")), out _)).Path);

    [Fact]
    public void A_result_that_answers_nothing_is_refused() =>
        Assert.Equal("p", Assert.Throws<InvalidConversationException>(() => Written(Of(new Turn(Role.User, [Result("", "f", null)], "m")), out _)).Path);

    [Theory]
    [InlineData(SettingKind.Temperature, "0.70", "temperature", "0.70", "")]
    [InlineData(SettingKind.Temperature, "1.5", "temperature", null, "p=value")]
    [InlineData(SettingKind.TopP, "0.9", "top_p", "0.9", "")]
    [InlineData(SettingKind.TopK, "40", "top_k", "40", "")]
    [InlineData(SettingKind.MaxOutputTokens, "12", "max_tokens", "12", "")]
    [InlineData(SettingKind.StopSequences, "\"x\"", "stop_sequences", "[\"x\"]", "")]
    [InlineData(SettingKind.StopSequences, "[\"x\",\"\\n\"]", "stop_sequences", "[\"x\"]", "p=value")]
    [InlineData(SettingKind.User, "\"u\"", "metadata", "{\"user_id\":\"u\"}", "")]
    [InlineData(SettingKind.Metadata, "{\"a\":\"b\"}", "metadata", null, "p=unsupported")]
    [InlineData(SettingKind.ServiceTier, "\"auto\"", "service_tier", "\"auto\"", "")]
    [InlineData(SettingKind.ServiceTier, "\"default\"", "service_tier", "\"standard_only\"", "")]
    [InlineData(SettingKind.ServiceTier, "\"flex\"", "service_tier", null, "p=value")]
    [InlineData(SettingKind.Choices, "1", "n", null, "")]
    [InlineData(SettingKind.Choices, "2", "n", null, "p=unsupported")]
    [InlineData(SettingKind.FrequencyPenalty, "0.0", "x", null, "")]
    [InlineData(SettingKind.PresencePenalty, "0.5", "x", null, "p=unsupported")]
    [InlineData(SettingKind.Logprobs, "false", "x", null, "")]
    [InlineData(SettingKind.Logprobs, "true", "x", null, "p=unsupported")]
    [InlineData(SettingKind.LogitBias, "{}", "x", null, "")]
    [InlineData(SettingKind.Seed, "1", "x", null, "p=unsupported")]
    [InlineData(SettingKind.Verbosity, "\"low\"", "x", null, "p=unsupported")]
    [InlineData(SettingKind.PromptCacheKey, "\"k\"", "x", null, "p=unsupported")]
    [InlineData(SettingKind.ParallelToolCalls, "false", "tool_choice", null, "")]
    [InlineData(SettingKind.ReasoningBudget, "2000", "thinking", "{\"type\":\"enabled\",\"budget_tokens\":2000}", "")]
    [InlineData(SettingKind.ReasoningBudget, "100", "thinking", "{\"type\":\"enabled\",\"budget_tokens\":1024}", "p=approximated")]
    [InlineData(SettingKind.ReasoningBudget, "9000", "thinking", "{\"type\":\"enabled\",\"budget_tokens\":4095}", "p=approximated")]
    [InlineData(SettingKind.ReasoningBudget, "0", "thinking", "{\"type\":\"disabled\"}", "")]
    [InlineData(SettingKind.ReasoningBudget, "-1", "thinking", "{\"type\":\"adaptive\"}", "")]
    [InlineData(SettingKind.ReasoningEffort, "\"high\"", "thinking", "{\"type\":\"adaptive\"}", "")]
    [InlineData(SettingKind.ReasoningEffort, "\"high\"", "output_config", "{\"effort\":\"high\"}", "")]
    [InlineData(SettingKind.ReasoningEffort, "\"minimal\"", "output_config", "{\"effort\":\"low\"}", "p=approximated")]
    [InlineData(SettingKind.ReasoningEffort, "\"none\"", "thinking", "{\"type\":\"disabled\"}", "")]
    [InlineData(SettingKind.ReasoningEffort, "\"none\"", "output_config", null, "")]
    [InlineData(SettingKind.ReasoningShown, "true", "thinking", "{\"type\":\"adaptive\",\"display\":\"summarized\"}", "")]
    [InlineData(SettingKind.ReasoningShown, "\"detailed\"", "thinking", "{\"type\":\"adaptive\",\"display\":\"summarized\"}", "p=approximated")]
    [InlineData(SettingKind.ReasoningShown, "false", "thinking", null, "")]
    public void Settings_are_written(SettingKind kind, string value, string member, string? expected, string losses)
    {
        var conversation = Of();
        conversation.Settings.Set(kind, J(value), "p");
        var written = J(Written(conversation, out var notes));

        Assert.Equal(expected, written.TryGetProperty(member, out var found) ? found.GetRawText() : null);
        Assert.Equal(losses, notes.Losses.ToString());
    }

    [Theory]
    [InlineData(SettingKind.Temperature, "0.5")]
    [InlineData(SettingKind.TopP, "0.5")]
    [InlineData(SettingKind.TopK, "5")]
    public void A_model_that_thinks_samples_its_own_way(SettingKind kind, string value)
    {
        var conversation = Of();
        conversation.Settings.Set(kind, J(value), "p");
        conversation.Settings.Set(SettingKind.ReasoningEffort, J("\"low\""), "e");

        Written(conversation, out var notes);
        Assert.Equal("p=value", notes.Losses.ToString());
    }

    [Fact]
    public void Who_must_call_a_tool_does_not_think()
    {
        var conversation = WithTool(null);
        conversation.ToolChoice = new(new ToolChoice(ToolChoiceKind.Required), "tool_choice");
        conversation.Settings.Set(SettingKind.ReasoningEffort, J("\"low\""), "e");
        var written = J(Written(conversation, out var notes));

        Assert.False(written.TryGetProperty("thinking", out _));
        Assert.Equal("e=approximated", notes.Losses.ToString());
    }

    [Theory]
    [InlineData(SealOrigin.Anthropic, true)]
    [InlineData(SealOrigin.Gemini, false)]
    [InlineData(null, false)]
    public void A_budget_wants_the_thoughts_of_the_calls_that_are_answered(SealOrigin? origin, bool isThinking)
    {
        var seal = origin is { } whose ? new Seal(whose, T("S")) : null;
        var conversation = Of(
            new Turn(Role.Assistant, [new ReasoningPart(T("t"), seal, "t"), Call("1", "f", "{}")], "m"),
            new Turn(Role.User, [Result("1", "f", null)], "m"));
        conversation.Settings.Set(SettingKind.ReasoningBudget, J("2000"), "b");

        Assert.Equal(isThinking, J(Written(conversation, out var notes)).TryGetProperty("thinking", out _));
        Assert.Equal(!isThinking, notes.Losses.All.Contains(new Loss("b", LossReason.Value)));
    }

    [Theory]
    [InlineData("""{"properties":{}}""", """{"type":"object","properties":{}}""", "tools[*].input_schema.type", "")]
    [InlineData("""{"type":"object","anyOf":[{}]}""", """{"type":"object"}""", "", "tools[*].parameters.**.anyOf=keyword")]
    [InlineData("""{"type":"object","properties":{"a":{"anyOf":[{}]}}}""", """{"type":"object","properties":{"a":{"anyOf":[{}]}}}""", "", "")]
    public void Schemas_of_tools_are_objects(string schema, string expected, string added, string losses)
    {
        Assert.Equal(expected, J(Written(WithTool(schema), out var notes)).GetProperty("tools")[0].GetProperty("input_schema").GetRawText());
        Assert.Equal(added, string.Join(", ", notes.Added.Skip(1)));
        Assert.Equal(losses, notes.Losses.ToString());
    }

    [Theory]
    [InlineData(ToolChoiceKind.Auto, false, """{"type":"auto"}""")]
    [InlineData(ToolChoiceKind.Auto, true, """{"type":"auto","disable_parallel_tool_use":true}""")]
    [InlineData(ToolChoiceKind.Required, true, """{"type":"any","disable_parallel_tool_use":true}""")]
    [InlineData(ToolChoiceKind.None, true, """{"type":"none"}""")]
    [InlineData(ToolChoiceKind.Named, false, """{"type":"tool","name":"f"}""")]
    public void Tool_choices_are_written(ToolChoiceKind kind, bool isSingle, string expected)
    {
        var conversation = WithTool(null);
        conversation.ToolChoice = new(new ToolChoice(kind, kind == ToolChoiceKind.Named ? T("f") : null), "tool_choice");
        if (isSingle)
            conversation.Settings.Set(SettingKind.ParallelToolCalls, J("false"), "parallel_tool_calls");

        Assert.Equal(expected, J(Written(conversation, out var notes)).GetProperty("tool_choice").GetRawText());
        Assert.Empty(notes.Losses.All);
    }

    [Fact]
    public void Strict_tools_are_written_as_a_grammar_can_be_made_of_them()
    {
        var conversation = WithTool(
            """{"type":"object","properties":{"minimum":{"type":"integer","minimum":1},"a":{"type":["object","null"],"properties":{"s":{"type":"string","format":"color","maxLength":3,"pattern":"^a$"}},"additionalProperties":{"type":"string"}},"b":{"oneOf":[{"type":"array","minItems":2,"items":{"enum":[1.0]}},{"$ref":"#/$defs/c"}]}},"$defs":{"c":{"type":"string","format":"date"}},"required":["a"],"additionalProperties":false}""",
            strict: true);

        Assert.Equal(
            """{"type":"object","properties":{"minimum":{"type":"integer"},"a":{"type":["object","null"],"properties":{"s":{"type":"string","pattern":"^a$"}},"additionalProperties":false},"b":{"anyOf":[{"type":"array","items":{"enum":[1.0]}},{"$ref":"#/$defs/c"}]}},"$defs":{"c":{"type":"string","format":"date"}},"required":["a"],"additionalProperties":false}""",
            J(Written(conversation, out var notes)).GetProperty("tools")[0].GetProperty("input_schema").GetRawText());
        Assert.Equal(
            ["additionalProperties", "format", "maxLength", "minItems", "minimum", "oneOf"],
            notes.Losses.All.Select(loss => loss.Path).Order(StringComparer.Ordinal).Select(path => path.Replace("tools[*].parameters.**.", "", StringComparison.Ordinal)));
        Assert.All(notes.Losses.All, loss => Assert.Equal(LossReason.Keyword, loss.Reason));
    }

    [Fact]
    public void Schemas_that_nobody_is_strict_about_stay_what_they_are()
    {
        const string schema = """{"type":"object","properties":{"a":{"minimum":1.50}}}""";
        Assert.Equal(schema, J(Written(WithTool(schema), out var notes)).GetProperty("tools")[0].GetProperty("input_schema").GetRawText());
        Assert.Empty(notes.Losses.All);

        Assert.Equal("""{"type":"object"}""", J(Written(WithTool(null), out notes)).GetProperty("tools")[0].GetProperty("input_schema").GetRawText());
        Assert.Contains("tools[*].input_schema", notes.Added);
    }

    [Fact]
    public void Formats_are_written()
    {
        var conversation = Of();
        conversation.Format = new(new AnswerFormat(new(J("""{"type":"object","properties":{}}"""), "schema")) { Name = new(T("n"), "name"), Strict = new(true, "strict") }, "format");

        Assert.Equal(
            """{"format":{"type":"json_schema","schema":{"type":"object","properties":{},"additionalProperties":false}}}""",
            J(Written(conversation, out var notes)).GetProperty("output_config").GetRawText());
        Assert.Equal("name=label", notes.Losses.ToString());
        Assert.Contains("output_config.format.schema.**.additionalProperties", notes.Added);

        conversation.Format = new(new AnswerFormat(null), "format");
        Assert.False(J(Written(conversation, out notes)).TryGetProperty("output_config", out _));
        Assert.Equal("format=unsupported", notes.Losses.ToString());
    }

    public static TheoryData<MediaPart, string?, string> Media => new()
    {
        { Part(MediaKind.Image, MediaSource.OfBase64("image/png", T("AA"))), """{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA"}}""", "" },
        { Part(MediaKind.Image, MediaSource.OfBase64("image/jpg", T("AA"))), """{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"AA"}}""", "" },
        { Part(MediaKind.Image, MediaSource.OfBase64("image/tiff", T("AA"))), null, "p=value" },
        { Part(MediaKind.Image, MediaSource.OfUrl(T("https://x"))) with { Detail = new(T("high"), "d") }, """{"type":"image","source":{"type":"url","url":"https://x"}}""", "d=unsupported" },
        { Part(MediaKind.Image, MediaSource.OfUrl(T("gs://x"))), null, "p=url" },
        { Part(MediaKind.Image, MediaSource.OfFile(T("file-1"))), null, "p=foreign" },
        { Part(MediaKind.Image, MediaSource.OfFile(T("file_1"))), """{"type":"image","source":{"type":"file","file_id":"file_1"}}""", "" },
        { Part(MediaKind.File, MediaSource.OfBase64("application/pdf", T("AA"))) with { Name = new(T("n.pdf"), "n") }, """{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AA"},"title":"n.pdf"}""", "" },
        { Part(MediaKind.File, MediaSource.OfBase64("image/gif", T("AA"))), """{"type":"image","source":{"type":"base64","media_type":"image/gif","data":"AA"}}""", "" },
        { Part(MediaKind.File, MediaSource.OfBase64("text/plain", T("SMOk"))), """{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Hä"}}""", "" },
        { Part(MediaKind.File, MediaSource.OfBase64("text/csv", T("SMOk"))), """{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Hä"}}""", "p=approximated" },
        { Part(MediaKind.File, MediaSource.OfBase64("text/plain", T("/w=="))), null, "p=value" },
        { Part(MediaKind.File, MediaSource.OfBase64("application/zip", T("AA"))), null, "p=value" },
        { Part(MediaKind.File, MediaSource.OfUrl(T("https://x"), "application/pdf")), """{"type":"document","source":{"type":"url","url":"https://x"}}""", "" },
        { Part(MediaKind.File, MediaSource.OfUrl(T("https://x"), "text/csv")), null, "p=url" },
        { Part(MediaKind.Audio, MediaSource.OfBase64("audio/wav", T("AA"))), null, "p=unsupported" },
        { Part(MediaKind.Video, MediaSource.OfUrl(T("https://x"), "video/mp4")), null, "p=unsupported" },
    };

    [Theory]
    [MemberData(nameof(Media))]
    public void Media_are_written(MediaPart part, string? expected, string losses)
    {
        var messages = J(Written(Of(new Turn(Role.User, [part], "m")), out var notes)).GetProperty("messages");
        Assert.Equal(expected, messages.GetArrayLength() == 0 ? null : messages[0].GetProperty("content")[0].GetRawText());
        Assert.Equal(losses, notes.Losses.ToString());

        var inResult = new ToolResultPart(T("a"), [part], "r");
        var result = J(Written(Of(new Turn(Role.User, [inResult], "m")), out _)).GetProperty("messages")[0].GetProperty("content")[0].GetProperty("content");
        Assert.Equal(expected, result.GetArrayLength() == 0 ? null : result[0].GetRawText());
    }

    [Fact]
    public void Thoughts_go_back_to_who_had_them()
    {
        var conversation = Of(new Turn(
            Role.Assistant,
            [
                new ReasoningPart(T("a"), new Seal(SealOrigin.Anthropic, T("S")), "own"),
                new ReasoningPart(null, new Seal(SealOrigin.Anthropic, T("D"), IsThought: true), "own"),
                new ReasoningPart(T("b"), new Seal(SealOrigin.OpenAi, T("E"), IsThought: true), "foreign"),
                new ReasoningPart(T("c"), null, "bare"),
                new RefusalPart(T("No."), "refusal"),
                Call("1", "f", "{}") with { Seal = new Seal(SealOrigin.Gemini, T("G")), Cache = new CacheMark("5m", "cache") },
                Part(MediaKind.Image, MediaSource.OfUrl(T("https://x"))),
            ],
            "m"));

        Assert.Equal(
            """[{"type":"thinking","thinking":"a","signature":"S"},{"type":"redacted_thinking","data":"D"},{"type":"text","text":"No."},{"type":"tool_use","id":"1","name":"f","input":{},"cache_control":{"type":"ephemeral","ttl":"5m"}}]""",
            J(Written(conversation, out var notes)).GetProperty("messages")[0].GetProperty("content").GetRawText());
        Assert.Equal(["bare=unsupported", "foreign=foreign", "p=foreign", "p=unsupported", "refusal=approximated"],
            notes.Losses.All.Select(loss => $"{loss.Path}={loss.Reason}").Order(StringComparer.Ordinal));
    }

    private static Conversation Of(params IEnumerable<Turn> turns)
    {
        var conversation = new Conversation { Stream = false };
        conversation.Turns.AddRange(turns);
        return conversation;
    }

    private static Conversation WithTool(string? schema, bool? strict = null)
    {
        var conversation = Of();
        conversation.Tools.Add(new Tool(T("f"), "tools[*]")
        {
            Schema = schema is null ? null : new(J(schema), "tools[*].parameters"),
            Strict = strict is { } isStrict ? new(isStrict, "tools[*].strict") : null,
        });
        return conversation;
    }

    private static TextPart Text(string text) => new(T(text), "p");

    private static MediaPart Part(MediaKind kind, MediaSource source) => new(kind, source, "p");

    private static ToolCallPart Call(string id, string name, string arguments) => new(T(id), T(name), ToolArguments.Of(T(arguments)), "p");

    private static ToolResultPart Result(string id, string? name, bool? isError) => new(T(id), [Text("r")], "p")
    {
        Name = name is null ? null : T(name),
        IsError = isError is { } error ? new(error, "e") : null,
    };

    private static string Written(Conversation conversation, out RequestNotes notes)
    {
        notes = new RequestNotes();
        return Translated.Written(conversation, notes);
    }
}
