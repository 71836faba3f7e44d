using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;

namespace FerroGate.Ai.Tests.Dialects.AnthropicMessages.Translation;

/// <summary>What is read of a client's request.</summary>
public sealed class RequestReaderTests
{
    [Fact]
    public void A_conversation_is_read_in_its_order()
    {
        var losses = new Losses();
        var conversation = Translated.Request(
            """
            {"model":"m","system":"Be brief.","stream":true,"max_tokens":1.50e3,"messages":[
              {"role":"user","content":[
                {"type":"text","text":"Look \ud83d","cache_control":{"type":"ephemeral","ttl":"1h"}},
                {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
                {"type":"image","source":{"type":"url","url":"https://x/y.png"}},
                {"type":"document","title":"T","source":{"type":"base64","media_type":"application/pdf","data":"BBBB"}},
                {"type":"document","source":{"type":"text","media_type":"text/plain","data":"Hä?"}},
                {"type":"document","source":{"type":"url","url":"https://x/z.pdf"}}]},
              {"role":"assistant","content":[
                {"type":"thinking","thinking":"Hm","signature":"SIG"},
                {"type":"redacted_thinking","data":"DATA"},
                {"type":"tool_use","id":"toolu_1","name":"f","input":{"n":1.0}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","is_error":true,"content":"no"}]}]}
            """,
            losses);

        Assert.Empty(losses.All);
        Assert.True(conversation.Stream);
        Assert.Equal([Role.System, Role.User, Role.Assistant, Role.User], conversation.Turns.Select(turn => turn.Role));
        Assert.Equal("1.50e3", conversation.Settings[SettingKind.MaxOutputTokens]!.Value.Value.GetRawText());

        var user = conversation.Turns[1].Parts;
        var text = Assert.IsType<TextPart>(user[0]);
        Assert.Equal(@"Look \ud83d", System.Text.Encoding.UTF8.GetString(text.Text.Escaped));
        Assert.Equal(new CacheMark("1h", "messages[*].content[*].cache_control"), text.Cache);
        var media = user.Skip(1).Cast<MediaPart>().ToList();
        Assert.Equal([MediaKind.Image, MediaKind.Image, MediaKind.File, MediaKind.File, MediaKind.File], media.Select(part => part.Kind));
        Assert.Equal(["image/png", null, "application/pdf", "text/plain", "application/pdf"], media.Select(part => part.Source.MediaType));
        Assert.Equal("SMOkPw==", media[3].Source.Base64.ToString());
        Assert.Equal("https://x/z.pdf", media[4].Source.Url.ToString());
        Assert.Equal("T", media[2].Name!.Value.Value.ToString());

        var model = conversation.Turns[2].Parts;
        var thought = Assert.IsType<ReasoningPart>(model[0]);
        Assert.Equal(("Hm", SealOrigin.Anthropic, "SIG", false), (thought.Text.ToString(), thought.Seal!.Origin, thought.Seal.Value.ToString(), thought.Seal.IsThought));
        var hidden = Assert.IsType<ReasoningPart>(model[1]);
        Assert.Equal((true, true), (hidden.Text is null, hidden.Seal!.IsThought));
        Assert.Equal("""{"n":1.0}""", Assert.IsType<ToolCallPart>(model[2]).Arguments.Text.ToString());
        var result = Assert.IsType<ToolResultPart>(Assert.Single(conversation.Turns[3].Parts));
        Assert.True(result.IsError!.Value.Value);
        Assert.Equal("no", Assert.IsType<TextPart>(Assert.Single(result.Content)).Text.ToString());
    }

    [Fact]
    public void Wrapped_seals_come_back_to_who_made_them()
    {
        var parts = Translated.Request(
            """
            {"messages":[{"role":"assistant","content":[
              {"type":"thinking","thinking":"a","signature":"ferrogate.openai.thought.E"},
              {"type":"redacted_thinking","data":"ferrogate.openai.thought.F"},
              {"type":"thinking","thinking":"","signature":"ferrogate.gemini.G"},
              {"type":"tool_use","id":"1","name":"f","input":{}},
              {"type":"tool_use","id":"2","name":"f","input":{}},
              {"type":"thinking","thinking":"b","signature":""}]}]}
            """).Turns[0].Parts;

        Assert.Equal(5, parts.Count);
        Assert.All(parts.Take(2), part => Assert.Equal((SealOrigin.OpenAi, true), (((ReasoningPart)part).Seal!.Origin, ((ReasoningPart)part).Seal!.IsThought)));
        Assert.Equal("G", ((ToolCallPart)parts[2]).Seal!.Value.ToString());
        Assert.Null(((ToolCallPart)parts[3]).Seal);
        Assert.Null(((ReasoningPart)parts[4]).Seal);
    }

    [Theory]
    [InlineData("max_tokens", SettingKind.MaxOutputTokens, "7", "7")]
    [InlineData("temperature", SettingKind.Temperature, "0.70", "0.70")]
    [InlineData("top_p", SettingKind.TopP, "1e-1", "1e-1")]
    [InlineData("top_k", SettingKind.TopK, "40", "40")]
    [InlineData("stop_sequences", SettingKind.StopSequences, "[\"a\"]", "[\"a\"]")]
    [InlineData("metadata", SettingKind.User, "{\"user_id\":\"u\"}", "\"u\"")]
    [InlineData("service_tier", SettingKind.ServiceTier, "\"auto\"", "\"auto\"")]
    [InlineData("service_tier", SettingKind.ServiceTier, "\"standard_only\"", "\"default\"")]
    [InlineData("thinking", SettingKind.ReasoningBudget, "{\"type\":\"enabled\",\"budget_tokens\":2048}", "2048")]
    [InlineData("thinking", SettingKind.ReasoningBudget, "{\"type\":\"adaptive\"}", "-1")]
    [InlineData("thinking", SettingKind.ReasoningBudget, "{\"type\":\"disabled\"}", "0")]
    [InlineData("thinking", SettingKind.ReasoningShown, "{\"type\":\"adaptive\",\"display\":\"omitted\"}", "\"omitted\"")]
    [InlineData("output_config", SettingKind.ReasoningEffort, "{\"effort\":\"high\"}", "\"high\"")]
    [InlineData("tool_choice", SettingKind.ParallelToolCalls, "{\"type\":\"auto\",\"disable_parallel_tool_use\":true}", "false")]
    public void Settings_are_read(string member, SettingKind kind, string value, string expected)
    {
        var losses = new Losses();
        var conversation = Translated.Request($$"""{"messages":[],"{{member}}":{{value}}}""", losses);

        Assert.Equal(expected, conversation.Settings[kind]!.Value.Value.GetRawText());
        Assert.Empty(losses.All);
    }

    [Theory]
    [InlineData("{\"type\":\"auto\"}", ToolChoiceKind.Auto)]
    [InlineData("{\"type\":\"any\"}", ToolChoiceKind.Required)]
    [InlineData("{\"type\":\"none\"}", ToolChoiceKind.None)]
    [InlineData("{\"type\":\"tool\",\"name\":\"f\"}", ToolChoiceKind.Named)]
    public void Tool_choices_are_read(string choice, ToolChoiceKind kind) =>
        Assert.Equal(kind, Translated.Request($$"""{"messages":[],"tool_choice":{{choice}}}""").ToolChoice!.Value.Value.Kind);

    [Theory]
    [InlineData("output_format", "{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}")]
    [InlineData("output_config", "{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}}")]
    public void Formats_are_read(string member, string value) =>
        Assert.Equal("""{"type":"object"}""", Translated.Request($$"""{"messages":[],"{{member}}":{{value}}}""").Format!.Value.Value.Schema!.Value.Value.GetRawText());

    [Fact]
    public void A_mark_beside_the_messages_is_on_their_end() =>
        Assert.Equal(new CacheMark(null, "cache_control"), Translated.Request(
            """{"cache_control":{"type":"ephemeral"},"messages":[{"role":"user","content":"a"}]}""").Turns[0].Parts[0].Cache);

    [Theory]
    [InlineData("\"container\":\"c\"", "container=unsupported")]
    [InlineData("\"container\":null", "")]
    [InlineData("\"inference_geo\":\"us\"", "inference_geo=unsupported")]
    [InlineData("\"novel\":1", "novel=unknown")]
    [InlineData("\"metadata\":{\"a\":1}", "metadata.a=unknown")]
    [InlineData("\"thinking\":{\"type\":\"dreaming\"}", "thinking.type=unknown")]
    [InlineData("\"thinking\":{\"type\":\"adaptive\",\"x\":1}", "thinking.x=unknown")]
    [InlineData("\"output_config\":{\"x\":1}", "output_config.x=unknown")]
    [InlineData("\"output_format\":{\"type\":\"regex\"}", "output_format=unknown")]
    [InlineData("\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":false}", "")]
    [InlineData("\"tool_choice\":{\"type\":\"magic\"}", "tool_choice=unknown")]
    [InlineData("\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]", "tools[*].web_search_20250305=unsupported")]
    [InlineData("\"tools\":[{\"type\":\"custom\",\"name\":\"f\",\"input_schema\":{},\"defer_loading\":false,\"eager_input_streaming\":true,\"allowed_callers\":[\"direct\"]}]", "")]
    [InlineData("\"tools\":[{\"name\":\"f\",\"defer_loading\":true,\"input_examples\":[],\"x\":1}]", "tools[*].defer_loading=unsupported, tools[*].input_examples=unsupported, tools[*].x=unknown")]
    public void What_no_other_protocol_says_is_named(string member, string losses) =>
        Assert.Equal(losses, Translated.LossesOf($$"""{"model":"m","messages":[],{{member}}}"""));

    [Theory]
    [InlineData("""{"type":"server_tool_use","id":"1","name":"web_search","input":{}}""", ".server_tool_use=unsupported")]
    [InlineData("""{"type":"web_search_tool_result","tool_use_id":"1","content":[]}""", ".web_search_tool_result=unsupported")]
    [InlineData("""{"type":"container_upload","file_id":"1"}""", ".container_upload=unsupported")]
    [InlineData("""{"type":"hologram"}""", ".hologram=unknown")]
    [InlineData("""{"type":"text","text":"a","citations":[{"type":"char_location"}]}""", ".citations=unsupported")]
    [InlineData("""{"type":"text","text":"a","citations":null,"x":1}""", ".x=unknown")]
    [InlineData("""{"type":"text","text":"a","cache_control":{"type":"eternal"}}""", ".cache_control.type=unknown")]
    [InlineData("""{"type":"tool_use","id":"1","name":"f","input":{},"caller":{"type":"direct"}}""", "")]
    [InlineData("""{"type":"tool_use","id":"1","name":"f","input":{},"caller":{"type":"code_execution_20250825","tool_id":"x"}}""", ".caller=unsupported")]
    [InlineData("""{"type":"document","context":"c","citations":{"enabled":false},"source":{"type":"base64","media_type":"application/pdf","data":""}}""", ".context=unsupported")]
    [InlineData("""{"type":"document","title":"t","citations":{"enabled":true},"source":{"type":"content","content":"a"}}""", ".citations=unsupported, messages[*].content[*].source=approximated, messages[*].content[*].title=unsupported")]
    [InlineData("""{"type":"document","source":{"type":"text","media_type":"text/plain","data":"\ud800"}}""", ".source=approximated")]
    [InlineData("""{"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"a"}]}""", ".source=unsupported, messages[*].content[*].title=unsupported")]
    public void What_no_other_protocol_says_in_a_block_is_named(string block, string losses) =>
        Assert.Equal(
            losses.Length == 0 ? "" : "messages[*].content[*]" + losses,
            Translated.LossesOf($$"""{"model":"m","messages":[{"role":"user","content":[{{block}}]}]}"""));

    [Theory]
    [InlineData("""{}""", "messages")]
    [InlineData("""{"messages":{}}""", "messages")]
    [InlineData("""{"messages":[{"content":"a"}]}""", "messages[*].role")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "messages[*].content")]
    [InlineData("""{"messages":[{"role":"tool","content":"a"}]}""", "messages[*].role")]
    [InlineData("""{"messages":[{"role":"user","content":1}]}""", "messages[*].content")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"a"}]}]}""", "messages[*].content[*].type")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"text"}]}]}""", "messages[*].content[*].text")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"telepathy"}}]}]}""", "messages[*].content[*].source.type")]
    [InlineData("""{"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"f","input":"{}"}]}]}""", "messages[*].content[*].input")]
    [InlineData("""{"messages":[],"temperature":"hot"}""", "temperature")]
    [InlineData("""{"messages":[],"stop_sequences":"a"}""", "stop_sequences")]
    [InlineData("""{"messages":[],"stop_sequences":[1]}""", "stop_sequences[*]")]
    [InlineData("""{"messages":[],"tools":[{"input_schema":{}}]}""", "tools[*].name")]
    [InlineData("""{"messages":[],"tools":[1]}""", "tools[*].name")]
    [InlineData("""{"messages":[],"tool_choice":{"type":"tool"}}""", "tool_choice.name")]
    [InlineData("""{"messages":[],"thinking":{"type":"enabled"}}""", "thinking.budget_tokens")]
    [InlineData("""{"messages":[],"metadata":1}""", "metadata")]
    [InlineData("""{"messages":[],"output_format":{"type":"json_schema"}}""", "output_format.schema")]
    public void What_the_protocol_does_not_allow_is_refused(string body, string path) =>
        Assert.Equal(path, Assert.Throws<InvalidConversationException>(() => Translated.Request(body)).Path);
}
