using System.Text;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Tests.Dialects.GeminiGenerate.Translation;

/// <summary>What a request of a client of Gemini says in the neutral conversation.</summary>
public sealed class RequestReadingTests
{
    [Theory]
    [InlineData("""{"inlineData":{"mimeType":"image/png","data":"AAAA"}}""")]
    [InlineData("""{"inline_data":{"mime_type":"image/png","data":"AAAA"}}""")]
    public void Both_spellings_of_a_name_are_one_member(string part)
    {
        var media = Assert.IsType<MediaPart>(Assert.Single(Contents(part)));

        Assert.Equal((MediaKind.Image, "image/png", "AAAA"), (media.Kind, media.Source.MediaType, media.Source.Base64.ToString()));
    }

    [Theory]
    [InlineData("-_-_", "+/+/")]
    [InlineData("AA", "AA==")]
    [InlineData("AA\\u003d\\u003d", "AA==")]
    [InlineData("AA==", "AA==")]
    public void Bytes_come_in_the_standard_alphabet(string data, string expected) => Assert.Equal(
        expected,
        Assert.IsType<MediaPart>(Assert.Single(Contents($$$"""{"inlineData":{"mimeType":"audio/wav","data":"{{{data}}}"}}"""))).Source.Base64.ToString());

    [Theory]
    [InlineData("""{"contents":[],"safetySettings":[],"cachedContent":"c","store":true}""", "safetySettings=unsupported, cachedContent=unsupported, store=unsupported")]
    [InlineData("""{"contents":[],"cached_content":"c","nonsense":1,"none":null}""", "cached_content=unsupported, nonsense=unknown")]
    [InlineData("""{"contents":[],"tools":[{"googleSearch":{}},{"code_execution":{},"x":{}}]}""", "tools[*].googleSearch=unsupported, tools[*].code_execution=unsupported, tools[*].x=unknown")]
    [InlineData("""{"contents":[{"parts":[{"executableCode":{}},{"codeExecutionResult":{}},{"toolCall":{}}]}]}""", "contents[*].parts[*].executableCode=unsupported, contents[*].parts[*].codeExecutionResult=unsupported, contents[*].parts[*].toolCall=unsupported")]
    [InlineData("""{"contents":[{"parts":[{"fileData":{"fileUri":"https://youtu.be/x","y":1},"videoMetadata":{"fps":1}}]}]}""", "contents[*].parts[*].videoMetadata=unsupported, contents[*].parts[*].fileData.y=unknown")]
    [InlineData("""{"contents":[],"generationConfig":{"speechConfig":{},"responseModalities":["TEXT","IMAGE"],"mediaResolution":"X","y":1}}""", "generationConfig.speechConfig=unsupported, generationConfig.responseModalities=unsupported, generationConfig.mediaResolution=unsupported, generationConfig.y=unknown")]
    [InlineData("""{"contents":[],"generationConfig":{"responseModalities":["TEXT"],"responseMimeType":"text/plain"}}""", "")]
    [InlineData("""{"contents":[],"generationConfig":{"responseMimeType":"text/x.enum","responseSchema":{"type":"STRING"}}}""", "generationConfig.responseMimeType=value, generationConfig.responseSchema=unsupported")]
    [InlineData("""{"contents":[],"toolConfig":{"functionCallingConfig":{"mode":"VALIDATED"},"retrievalConfig":{}}}""", "toolConfig.functionCallingConfig.mode=approximated, toolConfig.retrievalConfig=unsupported")]
    [InlineData("""{"contents":[],"tools":[{"functionDeclarations":[{"name":"f","response":{},"behavior":"BLOCKING"}]}]}""", "tools[*].functionDeclarations[*].response=unsupported")]
    public void What_no_other_protocol_can_say_is_named(string request, string expected) => Assert.Equal(expected, Translating.LossesOf(request));

    [Theory]
    [InlineData("skip_thought_signature_validator", false)]
    [InlineData("context_engineering_is_the_way_to_go", false)]
    [InlineData("c2lnbmVk", true)]
    public void Who_has_no_signature_may_say_so(string signature, bool isSealed)
    {
        var call = Assert.Single(Contents($$$"""{"functionCall":{"name":"f"},"thoughtSignature":"{{{signature}}}"}"""));

        Assert.Equal(isSealed, Assert.IsType<ToolCallPart>(call).Seal is not null);
    }

    [Theory]
    [InlineData("""{"contents":[{"role":"system","parts":[]}]}""", "contents[*].role")]
    [InlineData("""{"contents":[{"parts":[{"text":1}]}]}""", "contents[*].parts[*].text")]
    [InlineData("""{"contents":[{"parts":[{"text":"a","inlineData":{}}]}]}""", "contents[*].parts[*].inlineData")]
    [InlineData("""{"contents":[{"parts":[{"inlineData":{"data":""}}]}]}""", "contents[*].parts[*].inlineData.mimeType")]
    [InlineData("""{"contents":[{"parts":[{"fileData":{}}]}]}""", "contents[*].parts[*].fileData.fileUri")]
    [InlineData("""{"contents":[{"parts":[{"functionCall":{}}]}]}""", "contents[*].parts[*].functionCall.name")]
    [InlineData("""{"contents":[{"parts":[{"functionCall":{"name":"f","args":"{}"}}]}]}""", "contents[*].parts[*].functionCall.args")]
    [InlineData("""{"contents":[{"parts":[{"functionResponse":{"name":"f","response":{}}}]}]}""", "contents[*].parts[*].functionResponse")]
    [InlineData("""{"contents":[{"parts":[{"functionResponse":{"name":"f"}}]}]}""", "contents[*].parts[*].functionResponse.response")]
    [InlineData("""{"contents":[{"parts":[{"inlineData":{"mimeType":"a/b","mime_type":"a/b","data":""}}]}]}""", "contents[*].parts[*].inlineData.mime_type")]
    [InlineData("""{"contents":[],"generationConfig":{"topP":"high"}}""", "generationConfig.topP")]
    [InlineData("""{"contents":[],"generationConfig":{"stopSequences":"a"}}""", "generationConfig.stopSequences")]
    [InlineData("""{"contents":[],"generationConfig":{"responseSchema":{},"responseJsonSchema":{}}}""", "generationConfig.responseJsonSchema")]
    [InlineData("""{"contents":[],"tools":[{"functionDeclarations":[{}]}]}""", "tools[*].functionDeclarations[*].name")]
    [InlineData("""{"contents":[],"toolConfig":{"functionCallingConfig":{"mode":"MAYBE"}}}""", "toolConfig.functionCallingConfig.mode")]
    public void What_the_protocol_does_not_allow_is_refused(string request, string path) =>
        Assert.Equal(path, Assert.Throws<InvalidConversationException>(() => Translating.Read(request)).Path);

    [Fact]
    public void Calls_get_ids_and_results_find_them_by_id_or_by_name_in_order()
    {
        var conversation = Translating.Read("""
            {"contents":[{"role":"user","parts":[{"text":"hi"}]},
            {"role":"model","parts":[{"functionCall":{"name":"a","args":{"n":1}}},{"functionCall":{"name":"b"}},{"functionCall":{"name":"a","args":{"n":2}}},{"functionCall":{"id":"x","name":"a"}}]},
            {"role":"function","parts":[{"functionResponse":{"name":"b","response":{"b":1}}},{"functionResponse":{"id":"x","name":"a","response":{}}},{"functionResponse":{"name":"a","response":{"output":"1"}}},{"functionResponse":{"name":"a","response":{"error":"2"}}}]}]}
            """);

        Assert.Equal(["call_1", "call_2", "call_3", "x"], conversation.Turns[1].Parts.Cast<ToolCallPart>().Select(call => call.Id.ToString()));
        var results = conversation.Turns[2].Parts.Cast<ToolResultPart>().ToList();
        Assert.Equal(["call_2", "x", "call_1", "call_3"], results.Select(result => result.CallId.ToString()));
        Assert.Equal(["""{"b":1}""", "{}", "1", "2"], results.Select(result => Assert.IsType<TextPart>(Assert.Single(result.Content)).Text.ToString()));
        Assert.Equal([null, null, null, true], results.Select(result => result.IsError?.Value));
        Assert.Equal(Role.User, conversation.Turns[2].Role);
    }

    [Theory]
    [InlineData("""{"name":"f","content":"sunny"}""", "sunny")]
    [InlineData("""{"name":"f","content":{"t":1.0}}""", """{"t":1.0}""")]
    [InlineData("""{"name":"g","content":"sunny"}""", """{"name":"g","content":"sunny"}""")]
    [InlineData("""{"name":"\ud800","content":"sunny"}""", """{"name":"\ud800","content":"sunny"}""")]
    [InlineData("""{"name":"f","other":1}""", """{"name":"f","other":1}""")]
    [InlineData("""{"name":"f","content":"sunny","more":1}""", """{"name":"f","content":"sunny","more":1}""")]
    public void A_result_that_repeats_its_tool_s_name_is_what_stands_beside_it(string response, string expected)
    {
        var turns = Translating.Read(
            """{"contents":[{"role":"model","parts":[{"functionCall":{"name":"f","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"response":"""
            + response + ""","name":"f"}}]}]}""").Turns;

        var result = Assert.IsType<ToolResultPart>(Assert.Single(turns[1].Parts));
        Assert.Equal(expected, Assert.IsType<TextPart>(Assert.Single(result.Content)).Text.ToString());
    }

    [Fact]
    public void Instructions_come_first_wherever_they_stand()
    {
        var turns = Translating.Read("""{"contents":[{"parts":[{"text":"u"}]}],"system_instruction":{"parts":{"text":"s"}}}""").Turns;

        Assert.Equal([Role.System, Role.User], turns.Select(turn => turn.Role));
        Assert.Equal("system_instruction.parts[*]", Assert.Single(turns[0].Parts).Path);
    }

    [Fact]
    public void Schemas_in_capitals_become_json_schemas()
    {
        var tool = Assert.Single(Translating.Read("""
            {"contents":[],"tools":[{"functionDeclarations":[{"name":"f","description":"d","parameters":{"type":"OBJECT","properties":{
            "type":{"type":"STRING","nullable":true,"enum":["A"]},"l":{"type":"ARRAY","items":{"type":"INTEGER","minimum":1.50},"min_items":"2"},"u":{"any_of":[{"type":"NUMBER"},{"type":"NULL"}],"example":1}},
            "required":["type"]}}]}]}
            """).Tools);

        Translating.AssertJson(
            """{"type":"object","properties":{"type":{"type":["string","null"],"enum":["A"]},"l":{"type":"array","items":{"type":"integer","minimum":1.50},"minItems":2},"u":{"anyOf":[{"type":"number"},{"type":"null"}],"examples":[1]}},"required":["type"]}""",
            tool.Schema!.Value.Value.GetRawText());
        Assert.Equal("tools[*].functionDeclarations[*].parameters", tool.Schema.Value.Path);
        Assert.Equal(
            "tools[*].functionDeclarations[*].parameters.**.propertyOrdering=keyword",
            Translating.LossesOf("""{"contents":[],"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","property_ordering":[]}}]}]}"""));
    }

    [Fact]
    public void Settings_keep_their_spelling()
    {
        var settings = Translating.Read("""
            {"contents":[],"generationConfig":{"temperature":0.70,"top_p":1e-1,"topK":"40","maxOutputTokens":7,"candidateCount":2,"seed":5,"stopSequences":["a"],
            "presencePenalty":0.10,"frequencyPenalty":0.20,"responseLogprobs":true,"logprobs":3,"thinkingConfig":{"includeThoughts":true,"thinkingLevel":"LOW","thinking_budget":-1}},
            "labels":{"k":"v"},"serviceTier":"standard"}
            """).Settings;

        (SettingKind, string)[] expected =
        [
            (SettingKind.Temperature, "0.70"), (SettingKind.TopP, "1e-1"), (SettingKind.TopK, "40"), (SettingKind.MaxOutputTokens, "7"),
            (SettingKind.Choices, "2"), (SettingKind.Seed, "5"), (SettingKind.StopSequences, """["a"]"""), (SettingKind.PresencePenalty, "0.10"),
            (SettingKind.FrequencyPenalty, "0.20"), (SettingKind.Logprobs, "true"), (SettingKind.TopLogprobs, "3"), (SettingKind.ReasoningShown, "true"),
            (SettingKind.ReasoningEffort, "\"low\""), (SettingKind.ReasoningBudget, "-1"), (SettingKind.Metadata, """{"k":"v"}"""), (SettingKind.ServiceTier, "\"default\""),
        ];
        Assert.Equal(expected, expected.Select(one => (one.Item1, settings[one.Item1]!.Value.Value.GetRawText())));
    }

    [Theory]
    [InlineData("""{"mode":"AUTO"}""", ToolChoiceKind.Auto, null)]
    [InlineData("""{"mode":"none"}""", ToolChoiceKind.None, null)]
    [InlineData("""{"mode":"ANY"}""", ToolChoiceKind.Required, null)]
    [InlineData("""{"mode":"ANY","allowed_function_names":["f"]}""", ToolChoiceKind.Named, "f")]
    [InlineData("""{"mode":"ANY","allowedFunctionNames":["f","g"]}""", ToolChoiceKind.Required, null)]
    public void The_choice_of_tools_is_read(string config, ToolChoiceKind kind, string? name)
    {
        var request = $$$"""{"contents":[],"toolConfig":{"functionCallingConfig":{{{config}}}},"tools":[{"functionDeclarations":[{"name":"f"},{"name":"g"}]}]}""";

        var choice = Translating.Read(request).ToolChoice!.Value.Value;

        Assert.Equal((kind, name), (choice.Kind, choice.Name?.ToString()));
        Assert.Equal("", Translating.LossesOf(request));
    }

    [Fact]
    public void Fewer_tools_than_there_are_cannot_be_said_elsewhere() => Assert.Equal(
        "toolConfig.functionCallingConfig.allowedFunctionNames=unsupported",
        Translating.LossesOf("""{"contents":[],"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f","g"]}},"tools":[{"functionDeclarations":[{"name":"f"},{"name":"g"},{"name":"h"}]}]}"""));

    [Fact]
    public void Signatures_stay_with_what_they_sign()
    {
        var parts = Contents("""{"text":"t1","thought":true},{"text":"t2","thought":true,"thoughtSignature":"S1"},{"text":"a","thought_signature":"S2"},{"text":"","thoughtSignature":"S3"},{"functionCall":{"name":"f"},"thoughtSignature":"S4"}""");

        var thought = Assert.IsType<ReasoningPart>(parts[0]);
        Assert.Equal(("t1t2", "S1", false), (thought.Text.ToString(), thought.Seal!.Value.ToString(), thought.Seal.IsThought));
        Assert.Equal("a", Assert.IsType<TextPart>(parts[1]).Text.ToString());
        Assert.Equal([("S2", false), ("S3", true)], parts[2..4].Cast<ReasoningPart>().Select(part => (part.Seal!.Value.ToString(), part.Seal.IsThought)));
        Assert.Equal(new Seal(SealOrigin.Gemini, default), Assert.IsType<ToolCallPart>(parts[4]).Seal! with { Value = default });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_seal_of_another_provider_comes_back_out_of_base64(bool forUrls)
    {
        var seal = new Seal(SealOrigin.OpenAi, JsonText.Of("g>AAA??~~+/="), IsThought: true);
        var wrapped = Convert.ToBase64String(Encoding.UTF8.GetBytes(seal.Wrapped().ToString()));
        wrapped = forUrls ? wrapped.Replace('+', '-').Replace('/', '_').TrimEnd('=') : wrapped;

        var read = Assert.IsType<ReasoningPart>(Assert.Single(Contents($$"""{"text":"","thought":true,"thoughtSignature":"{{wrapped}}"}""")));

        Assert.Null(read.Text);
        Assert.Equal((seal.Origin, seal.Value.ToString(), true), (read.Seal!.Origin, read.Seal.Value.ToString(), read.Seal.IsThought));
    }

    private static List<Part> Contents(string parts) =>
        [.. Assert.Single(Translating.Read($$"""{"contents":[{"role":"model","parts":[{{parts}}]}]}""").Turns).Parts];
}
