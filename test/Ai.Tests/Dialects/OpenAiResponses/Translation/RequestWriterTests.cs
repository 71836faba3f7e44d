using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;
using static FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation.Translated;

namespace FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation;

/// <summary>What providers of the protocol are told of conversations in other words.</summary>
public sealed class RequestWriterTests
{
    private static readonly Conversation Empty = new() { Stream = false };

    [Theory]
    [InlineData("user", """{"type":"message","role":"user","content":"x"}""")]
    [InlineData("system", """{"type":"message","role":"system","content":"x"}""")]
    [InlineData("developer", """{"type":"message","role":"developer","content":"x"}""")]
    [InlineData("assistant", """{"type":"message","role":"assistant","content":"x"}""")]
    public void Who_speaks_is_told(string role, string item) =>
        Assert.Equal($$"""{"model":"gpt","input":[{{item}}],"store":false}""", Written(Item($$"""{"role":"{{role}}","content":"x"}""")));

    [Fact]
    public void A_conversation_with_tools_keeps_its_order()
    {
        var notes = new RequestNotes();
        var conversation = Of(
            new Turn(Role.System, [new TextPart(T("Be"), "s"), new TextPart(T("kind"), "s")], "s"),
            new Turn(Role.Assistant,
            [
                new ReasoningPart(T("a"), null, "p"),
                new ReasoningPart(T("b"), new Seal(SealOrigin.OpenAi, T("E"), IsThought: true), "p"),
                new TextPart(T("one"), "p"),
                new ToolCallPart(T(new string('x', 70)), T("f"), ToolArguments.Of(J("""{"a": 1.0}""")), "p"),
                new ToolCallPart(T("c2"), T("g"), ToolArguments.Of(JsonText.Empty), "p"),
                new RefusalPart(T("no"), "p"),
            ], "t"),
            new Turn(Role.User,
            [
                new ToolResultPart(T(new string('x', 70)), [new TextPart(T("r"), "p")], "p"),
                new ToolResultPart(T("c2"), [new TextPart(T("r"), "p"), new MediaPart(MediaKind.Image, MediaSource.OfUrl(T("https://x")), "p")], "p") { IsError = new(true, "is_error") },
                new TextPart(T("and"), "p"),
            ], "t"));

        var input = J(Written(conversation, notes)).GetProperty("input").EnumerateArray().Select(item => item.GetRawText()).ToList();

        var id = J(input[3]).GetProperty("call_id").GetString()!;
        Assert.Matches("^call_[0-9a-f]{32}$", id);
        Assert.Equal(
            [
                """{"type":"message","role":"system","content":[{"type":"input_text","text":"Be"},{"type":"input_text","text":"kind"}]}""",
                """{"type":"reasoning","summary":[{"type":"summary_text","text":"a"},{"type":"summary_text","text":"b"}],"encrypted_content":"E"}""",
                """{"type":"message","role":"assistant","content":"one"}""",
                $$"""{"type":"function_call","call_id":"{{id}}","name":"f","arguments":"{\"a\": 1.0}"}""",
                """{"type":"function_call","call_id":"c2","name":"g","arguments":"{}"}""",
                """{"type":"message","role":"assistant","id":"msg_0","status":"completed","content":[{"type":"refusal","refusal":"no"}]}""",
                $$"""{"type":"function_call_output","call_id":"{{id}}","output":"r"}""",
                """{"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"r"},{"type":"input_image","image_url":"https://x"}]}""",
                """{"type":"message","role":"user","content":"and"}""",
            ],
            input);
        Assert.Equal("is_error=unsupported", notes.Losses.ToString());
        Assert.Equal(["input[*].id", "input[*].status", "include", "store"], notes.Added);
    }

    [Theory]
    [InlineData("rs_of_somebody_else|", "\"encrypted_content\":\"rs_of_somebody_else|\"")]
    [InlineData("rs_of_somebody_else|E", "\"encrypted_content\":\"rs_of_somebody_else|E\"")]
    [InlineData("", null)]
    public void No_seal_names_what_is_stored(string seal, string? sent)
    {
        var notes = new RequestNotes();
        var thought = new ReasoningPart(null, new Seal(SealOrigin.OpenAi, T(seal), IsThought: true), "p");

        var input = J(Written(Of(new Turn(Role.Assistant, [thought], "t")), notes)).GetProperty("input").GetRawText();

        Assert.Equal(sent is null ? "[]" : $$"""[{"type":"reasoning","summary":[],{{sent}}}]""", input);
        Assert.Equal(sent is null ? "p=foreign" : "", notes.Losses.ToString());
    }

    [Fact]
    public void Thoughts_of_others_get_lost_and_those_of_open_models_do_not()
    {
        var parts = new Part[]
        {
            new ReasoningPart(T("a"), null, "plain"), new TextPart(T("x"), "p"), new ReasoningPart(T("b"), new Seal(SealOrigin.Anthropic, T("S")), "sealed"),
            new ToolCallPart(T("c"), T("f"), ToolArguments.Of(JsonText.Empty), "call") { Seal = new Seal(SealOrigin.Gemini, T("S")) },
        };
        var notes = new RequestNotes();

        Assert.DoesNotContain("reasoning", Written(Of(new Turn(Role.Assistant, parts, "t")), notes), StringComparison.Ordinal);
        Assert.Equal("plain=unsupported, sealed=foreign, call=foreign", notes.Losses.ToString());

        var open = Written(Of(new Turn(Role.Assistant, parts, "t")), model: Model with { IsCompatible = true });
        Assert.Contains("""{"type":"reasoning","id":"rs_0","summary":[],"content":[{"type":"reasoning_text","text":"a"}]},{"type":"message""", open, StringComparison.Ordinal);
        Assert.Contains("""{"type":"reasoning","id":"rs_1","summary":[],"content":[{"type":"reasoning_text","text":"b"}]},{"type":"function_call""", open, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AAAA\",\"detail\":\"high\"}", null)]
    [InlineData("{\"type\":\"input_file\",\"file_data\":\"data:application/pdf;base64,AAAA\",\"filename\":\"a.pdf\"}", null)]
    [InlineData("{\"type\":\"input_file\",\"file_url\":\"https://x\"}", null)]
    [InlineData("{\"type\":\"input_file\",\"file_id\":\"file-1\"}", null)]
    [InlineData("{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAAA\",\"format\":\"wav\"}}", "input[*].content[*].input_audio=unsupported")]
    public void Media_are_written(string part, string? losses)
    {
        var notes = new RequestNotes();
        var written = Written(Item($$"""{"role":"user","content":[{{part}},{"type":"input_text","text":"x"}]}"""), notes);

        Assert.Equal(losses is null, written.Contains(part, StringComparison.Ordinal));
        Assert.Equal(losses ?? "", notes.Losses.ToString());
        Assert.Contains(part, Written(Item($$"""{"role":"user","content":[{{part}},{"type":"input_text","text":"x"}]}"""), model: Model with { IsCompatible = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_without_a_name_get_one()
    {
        var notes = new RequestNotes();
        var written = Written(Of(new Turn(Role.User, [new MediaPart(MediaKind.File, MediaSource.OfBase64("application/pdf", T("AAAA")), "p")], "t")), notes);

        Assert.Contains("\"filename\":\"file.pdf\"", written, StringComparison.Ordinal);
        Assert.Equal(["input[*].content[*].filename", "store"], notes.Added);
    }

    [Fact]
    public void Settings_are_written_to_the_last_digit_and_the_rest_is_lost()
    {
        var notes = new RequestNotes();
        var conversation = new Conversation { Stream = true, Format = new(new AnswerFormat(new Carried<JsonElement>(J("{\"a\":1.0}"), "s")), "f") };
        conversation.Turns.Add(new Turn(Role.User, [new TextPart(T("x"), "p")], "t"));
        conversation.Tools.Add(new Tool(T("f"), "tools") { Schema = new(J("{\"type\":\"object\"}"), "s") });
        conversation.Tools.Add(new Tool(T("g"), "tools") { Strict = new(true, "s"), Description = T("d"), Cache = new CacheMark(null, "cache") });
        conversation.ToolChoice = new(new ToolChoice(ToolChoiceKind.Required), "c");
        foreach (var (kind, value) in new[]
        {
            (SettingKind.MaxOutputTokens, "100"), (SettingKind.Temperature, "0.10"), (SettingKind.TopP, "1.0"), (SettingKind.TopK, "3"), (SettingKind.StopSequences, "[\"a\"]"),
            (SettingKind.Seed, "1"), (SettingKind.Choices, "2"), (SettingKind.Logprobs, "true"), (SettingKind.TopLogprobs, "4"), (SettingKind.User, "\"u\""),
            (SettingKind.ServiceTier, "\"standard_only\""), (SettingKind.ParallelToolCalls, "false"), (SettingKind.ReasoningBudget, "4000"), (SettingKind.ReasoningShown, "true"),
            (SettingKind.Verbosity, "\"low\""), (SettingKind.Metadata, "{\"k\":\"v\"}"),
        })
        {
            conversation.Settings.Set(kind, J(value), kind.ToString());
        }

        Assert.Equal(
            """
            {"model":"gpt","input":[{"type":"message","role":"user","content":"x"}],
            "tools":[{"type":"function","name":"f","parameters":{"type":"object"},"strict":false},{"type":"function","name":"g","description":"d","parameters":null,"strict":true}],
            "tool_choice":"required","parallel_tool_calls":false,"include":["message.output_text.logprobs","reasoning.encrypted_content"],
            "max_output_tokens":100,"temperature":0.10,"top_p":1.0,"top_logprobs":4,"user":"u","metadata":{"k":"v"},
            "reasoning":{"effort":"medium","summary":"auto"},"text":{"format":{"type":"json_schema","name":"answer","schema":{"a":1.0}},"verbosity":"low"},
            "store":false,"stream":true}
            """.ReplaceLineEndings(""),
            Written(conversation, notes));
        Assert.Equal(["tools[*].strict", "include", "text.format.name", "store"], notes.Added);
        Assert.Equal(
            "cache=unsupported, ReasoningBudget=approximated, ServiceTier=value, TopK=unsupported, StopSequences=unsupported, Seed=unsupported, Choices=unsupported",
            notes.Losses.ToString());
    }

    [Theory]
    [InlineData(SettingKind.ReasoningShown, "false", "", "")]
    [InlineData(SettingKind.ReasoningShown, "\"omitted\"", "", "")]
    [InlineData(SettingKind.ReasoningShown, "\"summarized\"", ",\"reasoning\":{\"summary\":\"auto\"}", "")]
    [InlineData(SettingKind.ReasoningShown, "\"raw\"", ",\"reasoning\":{\"summary\":\"auto\"}", "p=approximated")]
    [InlineData(SettingKind.ReasoningEffort, "\"none\"", ",\"reasoning\":{\"effort\":\"none\"}", "")]
    [InlineData(SettingKind.ReasoningEffort, "\"max\"", ",\"include\":[\"reasoning.encrypted_content\"],\"reasoning\":{\"effort\":\"max\"}", "")]
    [InlineData(SettingKind.ServiceTier, "\"priority\"", ",\"service_tier\":\"priority\"", "")]
    [InlineData(SettingKind.ParallelToolCalls, "true", "", "")]
    [InlineData(SettingKind.MaxOutputTokens, "16", ",\"max_output_tokens\":16", "")]
    [InlineData(SettingKind.MaxOutputTokens, "10", ",\"max_output_tokens\":16", "p=approximated")]
    public void One_setting_is_written(SettingKind kind, string value, string members, string losses)
    {
        var notes = new RequestNotes();
        var conversation = new Conversation { Stream = false };
        conversation.Settings.Set(kind, J(value), "p");

        Assert.Equal($$"""{"model":"gpt","input":[]{{members}},"store":false}""", Written(conversation, notes));
        Assert.Equal(losses, notes.Losses.ToString());
    }

    [Theory]
    [InlineData("16", null, "store")]
    [InlineData("15", 16L, "max_output_tokens store")]
    public void A_limit_that_is_raised_is_told(string value, long? raised, string added)
    {
        var notes = new RequestNotes();
        var conversation = new Conversation { Stream = false };
        conversation.Settings.Set(SettingKind.MaxOutputTokens, J(value), "p");

        Written(conversation, notes);

        Assert.Equal((raised, added), (notes.RaisedLimit, string.Join(' ', notes.Added)));
    }

    [Theory]
    [InlineData("\"none\"")]
    [InlineData("\"auto\"")]
    [InlineData("\"required\"")]
    [InlineData("{\"type\":\"function\",\"name\":\"f\"}")]
    public void The_choice_of_tools_is_written(string choice) =>
        Assert.Contains($"\"tool_choice\":{choice}", Written(Request($$"""{"input":"x","tool_choice":{{choice}}}""")), StringComparison.Ordinal);

    [Fact]
    public void Who_only_speaks_as_OpenAi_does_knows_no_developers() =>
        Assert.Contains("\"role\":\"system\"", Written(Item("""{"role":"developer","content":"x"}"""), model: Model with { IsCompatible = true }), StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_said_of_nothing() => Assert.Equal("""{"model":"gpt","input":[],"store":false}""", Written(Empty));

    private static Conversation Of(params Turn[] turns)
    {
        var conversation = new Conversation { Stream = false };
        conversation.Turns.AddRange(turns);
        return conversation;
    }
}
