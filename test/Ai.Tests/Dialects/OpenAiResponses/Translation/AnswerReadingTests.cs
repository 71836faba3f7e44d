using FerroGate.Ai.Conversations.Answers;
using static FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation.Translated;

namespace FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation;

/// <summary>What is read of a provider's answer, whole or as a stream.</summary>
public sealed class AnswerReadingTests
{
    private static readonly string[] Events =
    [
        """{"type":"response.created","response":{"id":"resp_1","model":"gpt-x","created_at":5.0,"service_tier":"auto","status":"in_progress","output":[]},"sequence_number":0}""",
        """{"type":"response.in_progress","response":{"id":"resp_1"}}""",
        """{"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"early"}}""",
        """{"type":"response.reasoning_summary_part.added","item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}""",
        """{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"Hm"}""",
        """{"type":"response.reasoning_summary_text.done","item_id":"rs_1","output_index":0,"summary_index":0,"text":"Hm"}""",
        """{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":1,"delta":"So"}""",
        """{"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm"},{"type":"summary_text","text":"So"}],"encrypted_content":"E"}}""",
        """{"type":"response.output_item.added","output_index":1,"item":{"type":"web_search_call","id":"ws_1","status":"in_progress"}}""",
        """{"type":"response.web_search_call.searching","output_index":1,"item_id":"ws_1"}""",
        """{"type":"response.output_item.done","output_index":1,"item":{"type":"web_search_call","id":"ws_1","status":"completed"}}""",
        """{"type":"response.output_item.added","output_index":2,"item":{"type":"message","id":"msg_1","role":"assistant","status":"in_progress","content":[]}}""",
        """{"type":"response.content_part.added","item_id":"msg_1","output_index":2,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}""",
        """{"type":"response.output_text.delta","item_id":"msg_1","output_index":2,"content_index":0,"delta":"a \ud83d","logprobs":[{"token":"a","logprob":-0.10,"bytes":[97],"top_logprobs":[{"token":"b","logprob":-1}]}]}""",
        """{"type":"response.output_text.delta","item_id":"msg_1","output_index":2,"content_index":0,"delta":"\ude00","logprobs":[]}""",
        """{"type":"response.output_text.annotation.added","item_id":"msg_1","output_index":2,"content_index":0,"annotation_index":0,"annotation":{"type":"url_citation","url":"https://x","title":"X","start_index":0,"end_index":1}}""",
        """{"type":"response.output_text.done","item_id":"msg_1","output_index":2,"content_index":0,"text":"a \ud83d\ude00"}""",
        """{"type":"response.output_text.delta","item_id":"msg_1","output_index":2,"content_index":1,"delta":"b"}""",
        """{"type":"response.refusal.delta","item_id":"msg_1","output_index":2,"content_index":2,"delta":"no"}""",
        """{"type":"response.refusal.done","item_id":"msg_1","output_index":2,"content_index":2,"refusal":"no"}""",
        """{"type":"response.output_item.done","output_index":2,"item":{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"a \ud83d\ude00","logprobs":[{"token":"a","logprob":-0.10,"bytes":[97],"top_logprobs":[{"token":"b","logprob":-1}]}],"annotations":[{"type":"url_citation","url":"https://x","title":"X","start_index":0,"end_index":1}]},{"type":"output_text","text":"b","annotations":[{"type":"file_citation","file_id":"f","index":0},{"type":"url_citation","url":"https://y","start_index":0,"end_index":1}]},{"type":"refusal","refusal":"no"}]}}""",
        """{"type":"response.output_item.added","output_index":3,"item":{"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":""}}""",
        """{"type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":3,"delta":"{\"a\": "}""",
        """{"type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":3,"delta":"1.0}"}""",
        """{"type":"response.function_call_arguments.done","item_id":"fc_1","output_index":3,"arguments":"{\"a\": 1.0}"}""",
        """{"type":"response.output_item.done","output_index":3,"item":{"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":"{\"a\": 1.0}","status":"completed"}}""",
        """{"type":"response.output_item.added","output_index":4,"item":{"type":"function_call","id":"fc_2","call_id":"call_2","name":"g","arguments":""}}""",
        """{"type":"response.function_call_arguments.done","item_id":"fc_2","output_index":4,"arguments":"{\"only\":\"done\"}"}""",
        """{"type":"response.output_item.added","output_index":5,"item":{"type":"custom_tool_call","id":"ct_1","call_id":"call_3","name":"h","input":""}}""",
        """{"type":"response.custom_tool_call_input.delta","item_id":"ct_1","output_index":5,"delta":"say \"x"}""",
        """{"type":"response.custom_tool_call_input.delta","item_id":"ct_1","output_index":5,"delta":"\""}""",
        """{"type":"response.completed","response":@}""",
    ];

    private const string Plain =
        """
        {"id":"resp_1","object":"response","model":"gpt-x","created_at":5,"status":"completed","error":null,"incomplete_details":null,"output":[
          {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm"},{"type":"summary_text","text":"So"}],"encrypted_content":"E"},
          {"type":"web_search_call","id":"ws_1","status":"completed"},
          {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[
            {"type":"output_text","text":"a \ud83d\ude00","logprobs":[{"token":"a","logprob":-0.10,"bytes":[97],"top_logprobs":[{"token":"b","logprob":-1}]}],"annotations":[{"type":"url_citation","url":"https://x","title":"X","start_index":0,"end_index":1}]},
            {"type":"output_text","text":"b","annotations":[{"type":"file_citation","file_id":"f","index":0},{"type":"url_citation","url":"https://y","start_index":0,"end_index":1}]},
            {"type":"refusal","refusal":"no"}]},
          {"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":"{\"a\": 1.0}","status":"completed"},
          {"type":"function_call","id":"fc_2","call_id":"call_2","name":"g","arguments":"{\"only\":\"done\"}","status":"completed"},
          {"type":"custom_tool_call","id":"ct_1","call_id":"call_3","name":"h","input":"say \"x\""}],
         "moderation":{"x":1},"news":1,"usage":{"input_tokens":1}}
        """;

    public static TheoryData<bool> Both => [true, false];

    [Theory]
    [MemberData(nameof(Both))]
    public void An_answer_is_read_whole_or_in_events(bool isStream)
    {
        var answer = isStream ? Stream(Events.Select(data => data.Replace("@", Plain, StringComparison.Ordinal))) : Answer(Plain);

        Assert.True(answer.IsComplete);
        Assert.Equal(("resp_1", "gpt-x", 5L), (answer.Head.Id.ToString(), answer.Head.Model.ToString(), answer.Head.Created));
        Assert.Null(answer.Head.ServiceTier);
        var parts = answer.Candidates[0].Parts;
        Assert.Equal(
            [AnswerPartKind.Reasoning, AnswerPartKind.Reasoning, AnswerPartKind.Text, AnswerPartKind.Text, AnswerPartKind.Refusal, AnswerPartKind.ToolCall, AnswerPartKind.ToolCall, AnswerPartKind.ToolCall],
            parts.Select(part => part.Kind));
        Assert.Equal(["Hm", "So", "a 😀", "b", "no", """{"a": 1.0}""", """{"only":"done"}""", """{"input":"say \"x\""}"""], parts.Select(part => part.Text.ToString()));
        Assert.Null(parts[0].Seal);
        Assert.Equal(("E", true), (parts[1].Seal!.Value.ToString(), parts[1].Seal!.IsThought));
        Assert.Equal([("https://x", "X", (0L, 1L))], parts[2].Citations.Select(cited => (cited.Url.ToString(), cited.Title.ToString(), cited.Range!.Value)));
        Assert.Equal([("https://y", "", (4L, 5L))], parts[3].Citations.Select(cited => (cited.Url.ToString(), cited.Title.ToString() ?? "", cited.Range!.Value)));
        Assert.Equal(("a", "-0.10", "b"), (Assert.Single(parts[2].Chances).Token.ToString(), parts[2].Chances[0].Logprob.GetRawText(), parts[2].Chances[0].Others[0].Token.ToString()));
        Assert.Equal(["call_1", "call_2", "call_3"], parts.Skip(5).Select(part => part.Id.ToString()));
        Assert.Equal(FinishKind.ToolCalls, answer.Candidates[0].Finish!.Value.Kind);
        Assert.Equal(
            ["moderation=unsupported", "news=unknown", "output[*].content[*].annotations[*].file_citation=unsupported", "output[*].web_search_call=unsupported"],
            answer.Losses.All.Select(loss => $"{loss.Path}={loss.Reason}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_came_in_no_event_stands_in_the_last_one() =>
        Assert.Equal(
            Answer(Plain).Candidates[0].Parts.Select(part => part.Text.ToString()),
            Stream($$"""{"type":"response.completed","response":{{Plain}}}""").Candidates[0].Parts.Select(part => part.Text.ToString()));

    [Theory]
    [InlineData("\"status\":\"completed\"", FinishKind.Stop, "status")]
    [InlineData("\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"max_output_tokens\"}", FinishKind.Length, "incomplete_details.reason")]
    [InlineData("\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"content_filter\"}", FinishKind.ContentFilter, "incomplete_details.reason")]
    [InlineData("\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"tired\"}", FinishKind.Other, "incomplete_details.reason")]
    [InlineData("\"status\":\"incomplete\"", FinishKind.Other, "status")]
    [InlineData("\"object\":\"response\"", FinishKind.Stop, "status")]
    public void Endings_are_read(string members, FinishKind kind, string path)
    {
        var plain = Answer($$"""{ {{members}} }""").Candidates[0].Finish!.Value;
        var streamed = Stream("{\"type\":\"response.incomplete\",\"response\":{" + members + "}}").Candidates[0].Finish!.Value;

        Assert.Equal((kind, path), (plain.Kind, plain.Path));
        Assert.Equal((kind, path), (streamed.Kind, streamed.Path));
    }

    [Theory]
    [InlineData("""{"type":"response.failed","response":{"status":"failed","error":{"code":"rate_limit_exceeded","message":"M"}}}""", "M", "rate_limit_exceeded", 429)]
    [InlineData("""{"type":"response.failed","response":{"status":"failed","error":{"code":"image_too_large","message":"M"}}}""", "M", "image_too_large", 400)]
    [InlineData("""{"type":"response.failed","response":{"status":"failed","error":null}}""", null, "failed", null)]
    [InlineData("""{"type":"error","code":"server_error","message":"M","param":null}""", "M", "server_error", 500)]
    [InlineData("""{"type":"error","code":null,"message":"M"}""", "M", null, null)]
    [InlineData("""{"type":"error","error":{"type":"invalid_request_error","code":null,"message":"M","param":"p"}}""", "M", "invalid_request_error", 400)]
    [InlineData("""{"error":{"message":"M","code":"server_error"}}""", "M", "server_error", 500)]
    [InlineData("""{"type":"error"}""", null, null, null)]
    public void Failures_in_a_stream_are_told_and_end_it(string data, string? message, string? code, int? status)
    {
        var answer = Stream("""{"type":"response.created","response":{"id":"resp_1"}}""", data, """{"type":"response.completed","response":{"status":"completed"}}""");

        Assert.False(answer.IsComplete);
        Assert.Equal((message ?? "The provider has not completed its answer, and does not say why.", code, status), (answer.Fault!.Message, answer.Fault.Code, answer.Fault.Status));
    }

    [Fact]
    public void A_plain_failure_is_told()
    {
        var answer = Answer("""{"status":"failed","error":{"code":"server_error","message":"M"},"output":[]}""");

        Assert.False(answer.IsComplete);
        Assert.Equal(("M", 500), (answer.Fault!.Message, answer.Fault.Status));
        Assert.Equal(401, Fault("""{"error":{"message":"M","type":"invalid_request_error","code":"invalid_api_key"}}""")!.Status ?? 401);
        Assert.Null(Fault("{}"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"response.created","response":[]}""")]
    [InlineData("""{"type":"response.output_item.added","item":1}""")]
    [InlineData("""{"type":"response.output_item.done","item":"x","output_index":"y"}""")]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"message","content":[1,{"type":2}]}}""")]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"message","content":[{"type":"output_text","text":1,"annotations":{},"logprobs":{}}]}}""")]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"reasoning","summary":[{"text":1}],"encrypted_content":1}}""")]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"function_call","name":1,"arguments":{}}}""")]
    [InlineData("""{"type":"response.output_text.delta","delta":1,"output_index":1.5,"content_index":"x"}""")]
    [InlineData("""{"type":"response.output_text.annotation.added","annotation":"x"}""")]
    [InlineData("""{"type":"response.function_call_arguments.delta","delta":"x"}""")]
    [InlineData("""{"type":"response.completed","response":{"output":[1],"status":1,"incomplete_details":1}}""")]
    [InlineData("""{"type":"response.completed"}""")]
    public void Nonsense_is_no_reason_to_stop(string data) =>
        Assert.Equal("x", Stream(
            data,
            """{"type":"response.output_text.delta","item_id":"z","output_index":9,"content_index":0,"delta":"x"}""").Candidates[0].Parts.Last().Text.ToString());

    [Fact]
    public void Events_that_nobody_knows_are_named() =>
        Assert.Equal("response.audio.delta=unknown", Stream("""{"type":"response.audio.delta","delta":"AAAA"}""", """{"type":"keepalive"}""").Losses.ToString());

    [Fact]
    public void Items_are_known_by_their_ids_where_they_have_no_index()
    {
        var answer = Stream(
            """{"type":"response.output_item.added","item":{"type":"function_call","id":"fc_1","call_id":"c1","name":"f"}}""",
            """{"type":"response.output_item.added","item":{"type":"function_call","id":"fc_2","call_id":"c2","name":"g"}}""",
            """{"type":"response.function_call_arguments.delta","item_id":"fc_2","delta":"{}"}""",
            """{"type":"response.function_call_arguments.delta","item_id":"fc_1","delta":"[]"}""");

        Assert.Equal([("f", "[]"), ("g", "{}")], answer.Candidates[0].Parts.Select(part => (part.Name.ToString(), part.Text.ToString())));
    }
}
