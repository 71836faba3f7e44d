using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Tests.Dialects.GeminiGenerate.Translation;

/// <summary>What goes to Gemini of what clients of other protocols say.</summary>
public sealed class RequestWritingTests
{
    private const string Dummy = "skip_thought_signature_validator";

    [Fact]
    public void Instructions_from_anywhere_go_to_the_front_and_turns_of_one_party_become_one()
    {
        var conversation = With(
            Say(Role.System, "s"), Say(Role.User, "u1"), Say(Role.User, "u2"), Say(Role.Developer, "d", "messages[*]"), Say(Role.Assistant, "a1"), Say(Role.Assistant, "a2"), Say(Role.User, "u3"));
        var notes = new RequestNotes();

        Translating.AssertJson(
            """{"systemInstruction":{"parts":[{"text":"s"},{"text":"d"}]},"contents":[{"role":"user","parts":[{"text":"u1"},{"text":"u2"}]},{"role":"model","parts":[{"text":"a1"},{"text":"a2"}]},{"role":"user","parts":[{"text":"u3"}]}]}""",
            Translating.Write(conversation, notes));
        Assert.Equal("messages[*]=approximated", notes.Losses.ToString());
    }

    [Fact]
    public void Instructions_alone_are_said_by_the_user()
    {
        var notes = new RequestNotes();

        Translating.AssertJson(
            """{"systemInstruction":{"parts":[{"text":"s"}]},"contents":[{"role":"user","parts":[{"text":"d"}]}]}""",
            Translating.Write(With(Say(Role.System, "s"), Say(Role.Developer, "d", "input[*]")), notes));
        Assert.Equal("input[*]=approximated", notes.Losses.ToString());
    }

    [Theory]
    [InlineData("https://example.com/a.png", """{"fileData":{"fileUri":"https://example.com/a.png"}}""", "")]
    [InlineData("gs://bucket/a.png", """{"fileData":{"fileUri":"gs://bucket/a.png"}}""", "")]
    [InlineData("http://example.com/a.png", """{"text":"t"}""", "p=url")]
    public void Urls_go_where_google_reads_them(string url, string part, string losses)
    {
        var notes = new RequestNotes();
        var parts = new List<Part> { new MediaPart(MediaKind.Image, MediaSource.OfUrl(JsonText.Of(url)), "p") };
        if (losses.Length > 0)
            parts.Add(new TextPart(JsonText.Of("t"), "q"));

        Translating.AssertJson($$"""{"contents":[{"role":"user","parts":[{{part}}]}]}""", Translating.Write(With(new Turn(Role.User, parts, "m")), notes));
        Assert.Equal(losses, notes.Losses.ToString());
    }

    [Fact]
    public void Names_details_marks_and_files_of_others_are_losses()
    {
        var notes = new RequestNotes();
        var image = new MediaPart(MediaKind.Image, MediaSource.OfBase64("image/png", JsonText.Of("AAAA")), "i")
        {
            Detail = new(JsonText.Of("high"), "i.detail"),
            Name = new(JsonText.Of("n"), "i.name"),
            Cache = new CacheMark(null, "i.cache_control"),
        };
        var file = new MediaPart(MediaKind.File, MediaSource.OfFile(JsonText.Of("file-1")), "f");

        Translating.AssertJson(
            """{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}]}""",
            Translating.Write(With(new Turn(Role.User, [image, file], "m")), notes));
        Assert.Equal("f=foreign, i.name=label, i.detail=unsupported, i.cache_control=unsupported", notes.Losses.ToString());
    }

    [Fact]
    public void Results_get_the_names_of_their_calls_and_go_as_objects()
    {
        var conversation = With(
            Say(Role.User, "u"),
            new Turn(Role.Assistant, [Call("toolu_1", "f", """{"a": 1.0}"""), Call("call_2", "g", "")], "m"),
            new Turn(Role.User, [Result("call_2", "text"), Result("toolu_1", """ {"b":2.50} """), Say(Role.User, "and").Parts[0]], "m"));

        Translating.AssertJson(
            """
            {"contents":[{"role":"user","parts":[{"text":"u"}]},
            {"role":"model","parts":[{"functionCall":{"id":"toolu_1","name":"f","args":{"a": 1.0}}},{"functionCall":{"name":"g","args":{}}}]},
            {"role":"user","parts":[{"functionResponse":{"name":"g","response":{"output":"text"}}},{"functionResponse":{"id":"toolu_1","name":"f","response":{"b":2.50}}},{"text":"and"}]}]}
            """,
            Translating.Write(conversation));
    }

    [Theory]
    [InlineData("call_1", false)]
    [InlineData("call_2", true)]
    [InlineData("call_0197c2b800007000800000000000000112", false)]
    [InlineData("call_abc", true)]
    [InlineData("", false)]
    public void Ids_go_back_unless_they_are_ours(string id, bool isSent) => Assert.Equal(
        isSent ? 2 : 0,
        Translating.Write(With(new Turn(Role.Assistant, [Call(id, "f", "{}")], "m"), new Turn(Role.User, [Result(id, "x")], "m"))).Split($"\"id\":\"{id}\"").Length - 1);

    [Theory]
    [InlineData("broken", """{"error":"broken"}""")]
    [InlineData("""{"x":1}""", """{"error":{"x":1}}""")]
    [InlineData("""[1]""", """{"error":"[1]"}""")]
    public void A_tool_that_failed_says_so(string text, string response) => Translating.AssertJson(
        $$$$"""{"contents":[{"role":"model","parts":[{"functionCall":{"id":"c","name":"f","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"id":"c","name":"f","response":{{{{response}}}} }}]}]}""",
        Translating.Write(With(
            new Turn(Role.Assistant, [Call("c", "f", "{}")], "m"),
            new Turn(Role.User, [Result("c", text) with { IsError = new(true, "e") }], "m"))));

    [Fact]
    public void Media_of_a_result_stand_beside_its_object()
    {
        var notes = new RequestNotes();
        var image = new MediaPart(MediaKind.Image, MediaSource.OfBase64("image/png", JsonText.Of("AAAA")), "i");
        var link = new MediaPart(MediaKind.Image, MediaSource.OfUrl(JsonText.Of("https://x/y")), "l");
        var result = Result("c", "seen");

        Assert.Contains(
            """functionResponse":{"id":"c","name":"f","response":{"output":"seen"},"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}""",
            Translating.Write(
                With(new Turn(Role.Assistant, [Call("c", "f", "{}")], "m"), new Turn(Role.User, [result with { Content = [.. result.Content, image, link] }], "m")),
                notes));
        Assert.Equal("l=url", notes.Losses.ToString());
    }

    [Fact]
    public void A_result_without_a_call_and_arguments_that_are_no_object_are_refused()
    {
        Assert.Equal("r", Assert.Throws<InvalidConversationException>(() => Translating.Write(With(new Turn(Role.User, [Result("c", "x")], "m")))).Path);
        Assert.Equal("c", Assert.Throws<InvalidConversationException>(() => Translating.Write(With(new Turn(Role.Assistant, [Call("c", "f", "[]")], "m")))).Path);
        Assert.Equal("c", Assert.Throws<InvalidConversationException>(() => Translating.Write(With(new Turn(Role.Assistant, [Call("c", "f", "{")], "m")))).Path);
    }

    [Theory]
    [InlineData("gemini-3-pro-preview", true)]
    [InlineData("models/gemini-3.5-flash", true)]
    [InlineData("gemini-flash-latest", true)]
    [InlineData("gemini-2.5-pro", false)]
    [InlineData("tuned", false)]
    public void The_first_call_of_each_step_of_the_current_turn_is_signed_where_that_is_demanded(string model, bool isDemanded)
    {
        var notes = new RequestNotes();
        var written = Translating.Write(
            With(
                Say(Role.User, "u"), new Turn(Role.Assistant, [Call("c0", "f", "{}")], "m"), new Turn(Role.User, [Result("c0", "")], "m"), Say(Role.Assistant, "a"),
                Say(Role.User, "u"), new Turn(Role.Assistant, [Call("c1", "f", "{}"), Call("c2", "f", "{}")], "m"), new Turn(Role.User, [Result("c1", ""), Result("c2", "")], "m"),
                new Turn(Role.Assistant, [Call("c3", "f", "{}") with { Seal = new Seal(SealOrigin.Gemini, JsonText.Of("S")) }], "m"), new Turn(Role.User, [Result("c3", "")], "m")),
            notes,
            model);

        Assert.Equal(isDemanded ? ["contents[*].parts[*].thoughtSignature"] : [], notes.Added);
        Assert.Equal(isDemanded ? 2 : 1, written.Split(Dummy).Length);
        Assert.Equal(isDemanded, written.Contains($$$"""{"id":"c1","name":"f","args":{}},"thoughtSignature":"{{{Dummy}}}"}""", StringComparison.Ordinal));
        Assert.Contains("""{"id":"c3","name":"f","args":{}},"thoughtSignature":"S"}""", written);
    }

    [Fact]
    public void A_seal_goes_back_to_the_call_or_the_text_that_it_stood_on_and_others_seals_are_foreign()
    {
        var notes = new RequestNotes();
        var turn = new Turn(
            Role.Assistant,
            [
                Thought("own", Seal("S1")), Say(Role.Assistant, "a").Parts[0], Thought(null, Seal("S2")), Thought(null, Seal("S3", isThought: true)),
                Thought("other", new Seal(SealOrigin.Anthropic, JsonText.Of("X")), "x"), Thought(null, new Seal(SealOrigin.OpenAi, JsonText.Of("Y"), true), "y"),
                Thought("why", Seal("S4")), Call("c", "f", "{}"),
                Call("d", "g", "{}") with { Seal = new Seal(SealOrigin.OpenAi, JsonText.Of("Z")), Path = "z" },
            ],
            "m");

        Translating.AssertJson(
            """
            {"contents":[{"role":"model","parts":[{"text":"own","thought":true,"thoughtSignature":"S1"},{"text":"a","thoughtSignature":"S2"},{"text":"","thoughtSignature":"S3"},
            {"text":"other","thought":true},{"text":"why","thought":true},{"functionCall":{"id":"c","name":"f","args":{}},"thoughtSignature":"S4"},{"functionCall":{"id":"d","name":"g","args":{}}}]}]}
            """,
            Translating.Write(With(turn), notes));
        Assert.Equal("x=foreign, y=foreign, z=foreign", notes.Losses.ToString());
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""", "parameters")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""", "parametersJsonSchema")]
    [InlineData("""{"type":"object","properties":{"a":{"type":["string","null"]}}}""", "parametersJsonSchema")]
    [InlineData("""{"type":"object","properties":{"a":{"enum":[1,2]}}}""", "parametersJsonSchema")]
    [InlineData("""{"type":"object","properties":{}}""", "parametersJsonSchema")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{}}""", "parametersJsonSchema")]
    public void Schemas_of_tools_go_as_they_are_into_the_member_that_takes_them(string schema, string member)
    {
        var notes = new RequestNotes();
        var conversation = With(Say(Role.User, "u"));
        conversation.Tools.Add(new Tool(JsonText.Of("f"), "t") { Description = JsonText.Of("d"), Schema = new(Translating.Json(schema), "t.parameters") });

        Assert.Contains($$"""{"name":"f","description":"d","{{member}}":{{schema}}}""", Translating.Write(conversation, notes));
        Assert.False(notes.Losses.Any);
    }

    [Fact]
    public void Schemas_of_answers_lose_the_words_that_gemini_does_not_follow()
    {
        var notes = new RequestNotes();
        var conversation = With(Say(Role.User, "u"));
        conversation.Format = new(
            new AnswerFormat(new(Translating.Json("""{"type":"object","properties":{"a":{"const":"x","pattern":"p"},"pattern":{"$ref":"#/$defs/d","title":"t"}},"$defs":{"d":{"type":"number","multipleOf":2}},"additionalProperties":false}"""), "s"))
            {
                Strict = new(true, "strict"),
                Name = new(JsonText.Of("n"), "name"),
            },
            "format");

        Assert.Contains(
            """responseMimeType":"application/json","responseJsonSchema":{"type":"object","properties":{"a":{"enum":["x"]},"pattern":{"$ref":"#/$defs/d"}},"$defs":{"d":{"type":"number"}},"additionalProperties":false}""",
            Translating.Write(conversation, notes));
        Assert.Equal("s.**.pattern=keyword, s.**.title=keyword, s.**.multipleOf=keyword, name=label", notes.Losses.ToString());
    }

    [Theory]
    [InlineData(null, false, null)]
    [InlineData(null, true, "VALIDATED")]
    [InlineData(ToolChoiceKind.Auto, false, "AUTO")]
    [InlineData(ToolChoiceKind.Auto, true, "VALIDATED")]
    [InlineData(ToolChoiceKind.None, true, "NONE")]
    [InlineData(ToolChoiceKind.Required, true, "ANY")]
    [InlineData(ToolChoiceKind.Named, false, "ANY")]
    public void The_choice_says_also_whether_calls_must_fit(ToolChoiceKind? kind, bool strict, string? mode)
    {
        var conversation = With(Say(Role.User, "u"));
        conversation.Tools.Add(new Tool(JsonText.Of("f"), "t") { Strict = new(strict, "t.strict") });
        conversation.ToolChoice = kind is { } chosen ? new(new ToolChoice(chosen, chosen == ToolChoiceKind.Named ? JsonText.Of("f") : null), "c") : null;

        var written = Translating.Write(conversation);

        Assert.Equal(mode is not null, written.Contains($"\"mode\":\"{mode}\"", StringComparison.Ordinal));
        Assert.Equal(kind == ToolChoiceKind.Named, written.Contains("""allowedFunctionNames":["f"]""", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gemini-3-flash-preview", "none", """{"thinkingLevel":"minimal"}""", "e=approximated")]
    [InlineData("gemini-3.1-pro-preview", "minimal", """{"thinkingLevel":"low"}""", "e=approximated")]
    [InlineData("gemini-3-flash-preview", "medium", """{"thinkingLevel":"medium"}""", "")]
    [InlineData("gemini-3-flash-preview", "max", """{"thinkingLevel":"high"}""", "e=approximated")]
    [InlineData("gemini-2.5-flash", "none", """{"thinkingBudget":0}""", "")]
    [InlineData("gemini-2.5-pro", "none", """{"thinkingBudget":128}""", "e=approximated")]
    [InlineData("gemini-2.5-flash", "low", """{"thinkingBudget":1024}""", "")]
    [InlineData("gemini-2.5-flash", "medium", """{"thinkingBudget":8192}""", "")]
    [InlineData("my-model", "high", """{"thinkingBudget":24576}""", "")]
    [InlineData("gemini-2.5-flash", "odd", null, "e=value")]
    [InlineData("gemini-2.0-flash", "none", null, "")]
    [InlineData("gemini-2.0-flash", "low", null, "e=unsupported")]
    public void Efforts_become_levels_or_budgets(string model, string effort, string? config, string losses)
    {
        var notes = new RequestNotes();
        var conversation = With(Say(Role.User, "u"));
        conversation.Settings.Set(SettingKind.ReasoningEffort, Translating.Json($"\"{effort}\""), "e");

        var written = Translating.Write(conversation, notes, model);

        Assert.Equal(config is not null, written.Contains($$"""thinkingConfig":{{config}}""", StringComparison.Ordinal));
        Assert.Equal(losses, notes.Losses.ToString());
    }

    [Fact]
    public void Settings_are_spelled_as_they_were_and_the_rest_is_lost()
    {
        var notes = new RequestNotes();
        var conversation = With(Say(Role.User, "u"));
        foreach (var (kind, value) in new (SettingKind, string)[]
        {
            (SettingKind.Temperature, "0.70"), (SettingKind.StopSequences, "\"x\""), (SettingKind.Seed, "3000000000"), (SettingKind.Logprobs, "false"),
            (SettingKind.TopLogprobs, "0"), (SettingKind.ParallelToolCalls, "true"), (SettingKind.User, "\"u\""), (SettingKind.Metadata, "{}"),
            (SettingKind.ServiceTier, "\"default\""), (SettingKind.LogitBias, "{\"1\":1}"), (SettingKind.ReasoningShown, "\"detailed\""),
        })
        {
            conversation.Settings.Set(kind, Translating.Json(value), kind.ToString());
        }

        Translating.AssertJson(
            """{"contents":[{"role":"user","parts":[{"text":"u"}]}],"serviceTier":"standard","generationConfig":{"temperature":0.70,"stopSequences":["x"],"thinkingConfig":{"includeThoughts":true}}}""",
            Translating.Write(conversation, notes));
        Assert.Equal(
            ["LogitBias=unsupported", "Metadata=unsupported", "ReasoningShown=approximated", "Seed=value", "User=unsupported"],
            notes.Losses.ToString().Split(", ").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void More_stop_sequences_than_gemini_takes_are_cut()
    {
        var notes = new RequestNotes();
        var conversation = With(Say(Role.User, "u"));
        conversation.Settings.Set(SettingKind.StopSequences, Translating.Json("""["1","2","3","4","5","6"]"""), "stop");

        Assert.Contains("""["1","2","3","4","5"]""", Translating.Write(conversation, notes));
        Assert.Equal("stop=value", notes.Losses.ToString());
    }

    private static Conversation With(params Turn[] turns)
    {
        var conversation = new Conversation { Stream = false };
        conversation.Turns.AddRange(turns);
        return conversation;
    }

    private static Turn Say(Role role, string text, string path = "m") => new(role, [new TextPart(JsonText.Of(text), "t")], path);

    private static ToolCallPart Call(string id, string name, string arguments) => new(JsonText.Of(id), JsonText.Of(name), ToolArguments.Of(JsonText.Of(arguments)), "c");

    private static ToolResultPart Result(string id, string text) => new(JsonText.Of(id), [new TextPart(JsonText.Of(text), "t")], "r");

    private static ReasoningPart Thought(string? text, Seal seal, string path = "p") => new(text is null ? null : JsonText.Of(text), seal, path);

    private static Seal Seal(string value, bool isThought = false) => new(SealOrigin.Gemini, JsonText.Of(value), isThought);
}
