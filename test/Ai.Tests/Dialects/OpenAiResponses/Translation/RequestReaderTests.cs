using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using static FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation.Translated;

namespace FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation;

/// <summary>What is read of requests, what gets lost of them, and what is refused.</summary>
public sealed class RequestReaderTests
{
    [Fact]
    public void A_conversation_is_read_with_one_turn_for_everything_that_the_model_said()
    {
        var losses = new Losses();
        var conversation = Request(
            """
            {"model":"gpt","input":[
              {"role":"user","content":"Hi"},
              {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"a"},{"type":"summary_text","text":"b"}],"encrypted_content":"E"},
              {"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Yes","annotations":[],"logprobs":[]},{"type":"refusal","refusal":"No"}]},
              {"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":"{\"a\":1}","status":"completed"},
              {"type":"custom_tool_call","call_id":"call_2","name":"g","input":"a \"b\""},
              {"type":"function_call_output","call_id":"call_1","output":"x"},
              {"type":"custom_tool_call_output","call_id":"call_2","output":[{"type":"input_text","text":"y"},{"type":"input_image","image_url":"https://x","detail":"low"}]},
              {"type":"message","role":"developer","content":[{"type":"input_text","text":"Be brief","prompt_cache_breakpoint":{"mode":"explicit"}}]}
            ],"instructions":"Be kind","store":false,"include":["reasoning.encrypted_content"],"background":false,"truncation":"disabled"}
            """,
            losses);

        Assert.Empty(losses.All);
        Assert.Equal([Role.System, Role.User, Role.Assistant, Role.User, Role.Developer], conversation.Turns.Select(turn => turn.Role));
        var said = conversation.Turns[2].Parts;
        Assert.Equal(("a", null), ((said[0] as ReasoningPart)!.Text.ToString(), (said[0] as ReasoningPart)!.Seal));
        var thought = (ReasoningPart)said[1];
        Assert.Equal(("b", "E", SealOrigin.OpenAi, true), (thought.Text.ToString(), thought.Seal!.Value.ToString(), thought.Seal.Origin, thought.Seal.IsThought));
        Assert.Equal("Yes", ((TextPart)said[2]).Text.ToString());
        Assert.Equal("No", ((RefusalPart)said[3]).Text.ToString());
        Assert.Equal(("call_1", "{\"a\":1}"), (((ToolCallPart)said[4]).Id.ToString(), ((ToolCallPart)said[4]).Arguments.Text.ToString()));
        Assert.Equal("""{"input":"a \"b\""}""", ((ToolCallPart)said[5]).Arguments.Text.ToString());
        Assert.Equal(["call_1", "call_2"], conversation.Turns[3].Parts.Cast<ToolResultPart>().Select(result => result.CallId.ToString()));
        Assert.Equal("low", ((MediaPart)((ToolResultPart)conversation.Turns[3].Parts[1]).Content[1]).Detail!.Value.Value.ToString());
        Assert.Equal("input[*].content[*].prompt_cache_breakpoint", conversation.Turns[4].Parts[0].Cache!.Path);
    }

    [Fact]
    public void A_seal_of_Gemini_before_a_call_is_the_seal_of_the_call()
    {
        var conversation = Request(
            """
            {"input":[{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"ferrogate.gemini.S=="},
              {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call","call_id":"d","name":"f","arguments":"{}"}]}
            """);

        var calls = Assert.Single(conversation.Turns).Parts.Cast<ToolCallPart>().ToList();
        Assert.Equal((SealOrigin.Gemini, "S=="), (calls[0].Seal!.Origin, calls[0].Seal!.Value.ToString()));
        Assert.Null(calls[1].Seal);
    }

    [Theory]
    [InlineData("ferrogate.anthropic.S", SealOrigin.Anthropic, "S", false)]
    [InlineData("ferrogate.anthropic.thought.S", SealOrigin.Anthropic, "S", true)]
    [InlineData("ferrogate.openai.thought.S", SealOrigin.OpenAi, "S", true)]
    [InlineData("S", SealOrigin.OpenAi, "S", true)]
    public void A_seal_is_of_whom_it_says(string content, SealOrigin origin, string value, bool isThought)
    {
        var thought = (ReasoningPart)Item($$"""{"type":"reasoning","id":"rs_1","summary":[],"content":[{"type":"reasoning_text","text":"t"}],"encrypted_content":"{{content}}"}""")
            .Turns[0].Parts[0];

        Assert.Equal(("t", origin, value, isThought), (thought.Text.ToString(), thought.Seal!.Origin, thought.Seal.Value.ToString(), thought.Seal.IsThought));
    }

    [Theory]
    [InlineData("""{"type":"input_image","image_url":"data:image/png;base64,AAAA"}""", MediaKind.Image, "image/png AAAA")]
    [InlineData("""{"type":"input_image","image_url":"https://x/y","detail":"auto"}""", MediaKind.Image, " https://x/y")]
    [InlineData("""{"type":"input_image","file_id":"file-1","image_url":null}""", MediaKind.Image, " file-1")]
    [InlineData("""{"type":"input_file","file_data":"data:text/plain;base64,AAAA","filename":"a.txt"}""", MediaKind.File, "text/plain AAAA a.txt")]
    [InlineData("""{"type":"input_file","file_data":"AAAA"}""", MediaKind.File, "application/pdf AAAA")]
    [InlineData("""{"type":"input_file","file_url":"https://x/y.pdf"}""", MediaKind.File, " https://x/y.pdf")]
    [InlineData("""{"type":"input_file","file_id":"file-1"}""", MediaKind.File, " file-1")]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"AAAA","format":"mp3"}}""", MediaKind.Audio, "audio/mp3 AAAA")]
    public void Media_are_read(string part, MediaKind kind, string source)
    {
        var losses = new Losses();
        var media = (MediaPart)Item($$"""{"role":"user","content":[{{part}}]}""", losses).Turns[0].Parts[0];

        Assert.Empty(losses.All);
        Assert.Equal(kind, media.Kind);
        Assert.Equal(source, $"{media.Source.MediaType} {media.Source.Url}{media.Source.Base64}{media.Source.FileId} {media.Name?.Value}".TrimEnd());
    }

    [Fact]
    public void Settings_are_read()
    {
        var losses = new Losses();
        var conversation = Request(
            """
            {"input":"x","max_output_tokens":10,"temperature":1.0,"top_p":0.10,"metadata":{"a":"b"},"service_tier":"flex","parallel_tool_calls":false,"prompt_cache_key":"k",
             "safety_identifier":"u","top_logprobs":2,"include":["message.output_text.logprobs"],"reasoning":{"effort":"high","summary":"concise"},
             "text":{"verbosity":"low","format":{"type":"json_schema","name":"n","strict":true,"schema":{"type":"object"}}},
             "tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":null},{"type":"function","name":"g","strict":true}],
             "tool_choice":{"type":"function","name":"f"},"stream":true,"stream_options":{"include_obfuscation":false}}
            """,
            losses);

        Assert.Empty(losses.All);
        Assert.True(conversation.Stream);
        Assert.Equal(("max_output_tokens", "1.0", "0.10"), (Path(SettingKind.MaxOutputTokens), Raw(SettingKind.Temperature), Raw(SettingKind.TopP)));
        Assert.Equal(("true", "2", "\"u\"", "safety_identifier"), (Raw(SettingKind.Logprobs), Raw(SettingKind.TopLogprobs), Raw(SettingKind.User), Path(SettingKind.User)));
        Assert.Equal(("\"high\"", "\"concise\"", "text.verbosity"), (Raw(SettingKind.ReasoningEffort), Raw(SettingKind.ReasoningShown), Path(SettingKind.Verbosity)));
        Assert.Equal(("n", true, "text.format"), (conversation.Format!.Value.Value.Name!.Value.Value.ToString(), conversation.Format.Value.Value.Strict!.Value.Value, conversation.Format.Value.Path));
        Assert.Equal([null, true], conversation.Tools.Select(tool => tool.Strict?.Value));
        Assert.Equal((ToolChoiceKind.Named, "f"), (conversation.ToolChoice!.Value.Value.Kind, conversation.ToolChoice.Value.Value.Name.ToString()));

        string Raw(SettingKind kind) => conversation.Settings[kind]!.Value.Value.GetRawText();
        string Path(SettingKind kind) => conversation.Settings[kind]!.Value.Path;
    }

    [Theory]
    [InlineData("\"store\":true", "store=unsupported")]
    [InlineData("\"store\":null", "")]
    [InlineData("\"truncation\":\"auto\",\"max_tool_calls\":1", "truncation=unsupported, max_tool_calls=unsupported")]
    [InlineData("\"include\":[\"web_search_call.action.sources\"]", "include[*]=unsupported")]
    [InlineData("\"top_logprobs\":0,\"service_tier\":\"auto\",\"metadata\":{},\"text\":{\"format\":{\"type\":\"text\"}}", "")]
    [InlineData("\"reasoning\":{\"context\":\"auto\",\"x\":1}", "reasoning.context=unsupported, reasoning.x=unknown")]
    [InlineData("\"text\":{\"x\":1,\"format\":{\"type\":\"grammar\"}}", "text.x=unknown, text.format=unsupported")]
    [InlineData("\"tools\":[{\"type\":\"web_search\"},{\"type\":\"function\",\"name\":\"f\",\"y\":1,\"allowed_callers\":[]}]", "tools[*]=unsupported, tools[*].y=unknown, tools[*].allowed_callers=unsupported")]
    [InlineData("\"tool_choice\":{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[]}", "tool_choice=unsupported")]
    [InlineData("\"tools\":[{\"type\":\"web_search\"}],\"tool_choice\":\"required\",\"parallel_tool_calls\":false", "tools[*]=unsupported, parallel_tool_calls=unsupported, tool_choice=unsupported")]
    [InlineData("\"tools\":[],\"tool_choice\":\"auto\",\"parallel_tool_calls\":true", "")]
    [InlineData("\"user\":\"a\",\"safety_identifier\":\"b\"", "safety_identifier=unsupported")]
    [InlineData("\"seed\":1", "seed=unknown")]
    public void What_cannot_be_carried_is_named(string members, string losses)
    {
        var lost = new Losses();
        Request($$"""{"input":"x",{{members}}}""", lost);

        Assert.Equal(losses, lost.ToString());
    }

    [Theory]
    [InlineData("""{"type":"web_search_call","id":"ws_1","status":"completed"}""", "input[*].web_search_call=unsupported")]
    [InlineData("""{"type":"compaction","encrypted_content":"E"}""", "input[*].compaction=unsupported")]
    [InlineData("""{"type":"news"}""", "input[*].news=unknown")]
    [InlineData("""{"type":"function_call","call_id":"c","name":"f","arguments":"{}","parsed_arguments":{}}""", "")]
    [InlineData("""{"role":"assistant","content":[{"type":"output_text","text":"{}","parsed":{}}]}""", "")]
    [InlineData("""{"type":"reasoning","id":"rs_1","summary":[]}""", "input[*].id=foreign")]
    [InlineData("""{"role":"assistant","phase":"commentary","content":"x"}""", "input[*].phase=unsupported")]
    [InlineData("""{"role":"assistant","phase":"final_answer","content":"x"}""", "")]
    [InlineData("""{"role":"user","content":"x","name":"n","status":"incomplete"}""", "input[*].name=unknown, input[*].status=unsupported")]
    [InlineData("""{"role":"assistant","content":[{"type":"output_text","text":"x","annotations":[{}],"logprobs":[{}]}]}""", "input[*].content[*].annotations=unsupported, input[*].content[*].logprobs=unsupported")]
    [InlineData("""{"role":"user","content":[{"type":"input_text","text":"x","more":1},{"type":"computer_screenshot"}]}""", "input[*].content[*].more=unknown, input[*].content[*]=unknown")]
    [InlineData("""{"type":"function_call","call_id":"c","name":"f","arguments":"","namespace":"n"}""", "input[*].namespace=unsupported")]
    public void What_cannot_be_carried_of_an_item_is_named(string item, string losses)
    {
        var lost = new Losses();
        Item(item, lost);

        Assert.Equal(losses, lost.ToString());
    }

    [Theory]
    [InlineData("""{}""", "input")]
    [InlineData("""{"input":1}""", "input")]
    [InlineData("""{"input":"x","previous_response_id":"r"}""", "previous_response_id")]
    [InlineData("""{"input":"x","conversation":"c"}""", "conversation")]
    [InlineData("""{"input":"x","prompt":{"id":"p"}}""", "prompt")]
    [InlineData("""{"input":"x","background":true}""", "background")]
    [InlineData("""{"input":"x","tool_choice":"some"}""", "tool_choice")]
    [InlineData("""{"input":"x","tools":[{"name":"f"}]}""", "tools[*].type")]
    [InlineData("""{"input":["x"]}""", "input[*]")]
    [InlineData("""{"input":[{"type":"item_reference","id":"m"}]}""", "input[*].type")]
    [InlineData("""{"input":[{"id":"m"}]}""", "input[*].type")]
    [InlineData("""{"input":[{"role":"tool","content":"x"}]}""", "input[*].role")]
    [InlineData("""{"input":[{"role":"user"}]}""", "input[*].content")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_text"}]}]}""", "input[*].content[*].text")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_file"}]}]}""", "input[*].content[*]")]
    [InlineData("""{"input":[{"type":"function_call","name":"f"}]}""", "input[*].call_id")]
    [InlineData("""{"input":[{"type":"function_call","name":"f","call_id":"c","arguments":{}}]}""", "input[*].arguments")]
    [InlineData("""{"input":[{"type":"function_call_output","call_id":"c"}]}""", "input[*].output")]
    [InlineData("""{"input":[{"type":"reasoning","summary":"x"}]}""", "input[*].summary")]
    public void What_the_protocol_does_not_allow_is_refused(string body, string path) =>
        Assert.Equal(path, Assert.Throws<InvalidConversationException>(() => Request(body)).Path);
}
