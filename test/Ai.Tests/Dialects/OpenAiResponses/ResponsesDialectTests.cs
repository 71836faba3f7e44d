using System.Text;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Tests.Fixtures;
using FerroGate.Core.Refusals;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Tests.Dialects.OpenAiResponses;

/// <summary>What is read of OpenAI Responses, and what its clients read from us.</summary>
public sealed class ResponsesDialectTests
{
    private static readonly ResponsesDialect Dialect = ResponsesDialect.Instance;

    [Theory]
    [InlineData("\"hello\"")]
    [InlineData("[]")]
    [InlineData("[{\"type\":\"message\",\"content\":[{\"type\":\"item_reference\"}]}]")]
    [InlineData("[{\"id\":\"msg_1\",\"role\":\"user\",\"content\":\"x\"},{\"id\":\"rs_1\",\"type\":\"reasoning\"},{\"nested\":{\"id\":\"a\"}}]")]
    [InlineData("[\"item_reference\",{\"role\":\"type\",\"content\":\"item_reference\"}]")]
    public void An_envelope_says_model_stream_and_limit(string input)
    {
        var envelope = Reading.Envelope(
            Dialect,
            $$$"""{"model":"gpt","input":{{{input}}},"max_output_tokens":7,"stream":true,"store":true,"tools":[{"type":"code_interpreter","container":{"type":"auto"}}],"background":false,"previous_response_id":null}""");

        Assert.Equal(("gpt", true, 7L), (envelope.Model, envelope.Stream, envelope.MaxOutputTokens));
    }

    [Theory]
    [InlineData("""{"model":"m"}""", "input")]
    [InlineData("""{"input":"x"}""", "model")]
    [InlineData("""{"model":"m","input":1}""", "input")]
    [InlineData("""{"model":"m","input":"x","background":1}""", "background")]
    [InlineData("""{"model":"m","input":"x","background":"true"}""", "background")]
    [InlineData("""{"model":"m","input":"x","Store":true}""", "Store")]
    [InlineData("""{"model":"m","input":"x","input":"y"}""", "input")]
    [InlineData("""{"model":"m","input":"x","max_output_tokens":1.5}""", "max_output_tokens")]
    public void What_two_readers_could_read_in_two_ways_is_refused(string body, string parameter)
    {
        var refusal = Reading.Refused(Dialect, body);

        Assert.Equal((RefusalCodes.InvalidRequest, parameter), (refusal.Code, refusal.Parameter));
    }

    [Theory]
    [InlineData("""{"input":"x","previous_response_id":"resp_1"}""", "previous_response_id resp_1 Response Always")]
    [InlineData("""{"previous_response_\u0069d":"resp\u005f1","input":"x"}""", "previous_response_id resp_1 Response Always")]
    [InlineData("""{"input":"x","conversation":{"metadata":{"id":"no"},"id":"conv_1"}}""", "conversation conv_1 Conversation Always")]
    [InlineData("""{"input":"x","conversation":"conv_1"}""", "conversation conv_1 Conversation Always")]
    [InlineData("""{"input":[{"id":"msg_1"}]}""", "input[*].id msg_1 Item Always")]
    [InlineData("""{"input":[{"role":"user","content":"x"},{"type":null,"id":"msg_1"}]}""", "input[*].id msg_1 Item Always")]
    [InlineData("""{"input":[{"id":"msg_1","type":"item_reference"},{"ty\u0070e":"item_refer\u0065nce","id":"msg_2"}]}""", "input[*].id msg_1 Item Always, input[*].id msg_2 Item Always")]
    [InlineData("""{"input":[{"id":"msg_1","role":"user","content":[{"id":"no"}]}]}""", "input[*].id msg_1 Item Never")]
    [InlineData("""{"input":[{"type":"reasoning","id":"rs_1","id":"rs_2","summary":[],"encrypted_content":"E"}]}""", "input[*].id rs_1 Item Never, input[*].id rs_2 Item Never")]
    [InlineData("""{"input":[{"type":"reasoning","id":"rs_1","summary":[],"content":[{"type":"reasoning_text","text":"t"}]}]}""", "input[*].id rs_1 Item Never")]
    [InlineData("""{"input":[{"type":"reasoning","id":"rs_1","summary":[],"content":[],"encrypted_content":null},{"id":"rs_2","encrypted_content":"","type":"reason\u0069ng"}]}""", "input[*].id rs_1 Item Natively, input[*].id rs_2 Item Natively")]
    [InlineData("""{"input":[{"type":"reasoning","id":"rs_1","encrypted_content":"E","encrypted_content":null},{"type":"file_search_call","type":"reasoning","id":"rs_2"}]}""", "input[*].id rs_1 Item Natively, input[*].id rs_2 Item Natively")]
    [InlineData("""{"input":[{"type":"reasoning","id":"rs_1","encrypted_content":0,"content":{"a":1}},{"type":"image_generation_call","id":"ig_1","result":false}]}""", "input[*].id rs_1 Item Natively, input[*].id ig_1 Item Natively")]
    [InlineData("""{"input":[{"type":"compaction","id":"cmp_1"},{"type":"compaction","id":"cmp_2","encrypted_content":"E"}]}""", "input[*].id cmp_1 Item Natively, input[*].id cmp_2 Item Never")]
    [InlineData("""{"input":[{"type":"image_generation_call","id":"ig_1","result":null},{"type":"image_generation_call","id":"ig_2","result":"AA"}]}""", "input[*].id ig_1 Item Natively, input[*].id ig_2 Item Never")]
    [InlineData("""{"input":[{"type":"message","id":"msg_1","role":"user"},{"type":"message","id":"msg_2","role":"user","content":""}]}""", "input[*].id msg_1 Item Natively, input[*].id msg_2 Item Never")]
    [InlineData("""{"input":[{"type":"web_search_call","id":"ws_1"}]}""", "input[*].id ws_1 Item Never")]
    [InlineData("""{"input":[{"type":"shell_call","environment":{"type":"container_reference","conta\u0069ner_id":"cntr_1"}}]}""", "input[*].container_id cntr_1 Container Natively")]
    [InlineData("""{"input":[{"type":"tool_search_output","tools":[{"type":"code_interpreter","container":"cntr_1"},{"type":"namespace","tools":[{"environment":{"container_id":"cntr_2"}}]}]}]}""", "input[*].container_id cntr_1 Container Natively, input[*].container_id cntr_2 Container Natively")]
    [InlineData("""{"input":[{"role":"assistant","content":[{"type":"output_text","text":"x","annotations":[{"type":"container_file_citation","container_id":"cntr_1"}]}]}]}""", "input[*].container_id cntr_1 Container Never")]
    [InlineData("""{"input":[{"type":"mcp_list_tools","tools":[{"input_schema":{"default":{"container":"no"}}}]},{"type":"x","arguments":{"container_id":"no"},"metadata":{"container_id":"no"}}]}""", "")]
    [InlineData("""{"input":[{"type":"mcp_approval_response","approval_request_id":"mcpr_1"}]}""", "input[*].id mcpr_1 Item Never")]
    [InlineData("""{"input":[{"type":"code_interpreter_call","container_id":"cntr_1"}]}""", "input[*].container_id cntr_1 Container Never")]
    [InlineData("""{"input":[[{"id":"no"}],"no",1,null]}""", "")]
    [InlineData("""{"input":"x","tools":[{"type":"code_interpreter","container":"cntr_1"},{"environment":{"container_id":"cntr_2"}}]}""", "tools[*].container cntr_1 Container Always, tools[*].container cntr_2 Container Always")]
    [InlineData("""{"input":"x","tools":[{"type":"namespace","tools":[{"type":"code_interpreter","container":"cntr_1"}]},{"a":[[{"container":{"container_id":"cntr_2"}}]]}]}""", "tools[*].container cntr_1 Container Always, tools[*].container cntr_2 Container Always")]
    [InlineData("""{"input":"x","tools":[{"type":"function","parameters":{"default":{"container":"no"}}}]}""", "")]
    [InlineData("""{"input":"x","tools":"container"}""", "")]
    [InlineData("""{"input":"x","tools":[{"type":"function","parameters":{"properties":{"container":{"type":"string"},"container_id":{}}}}]}""", "")]
    [InlineData("""{"input":"x","previous_response_id":null,"conversation":null,"background":null,"tools":[]}""", "")]
    public void What_it_names_of_what_is_stored_is_found(string body, string names) => Assert.Equal(names, string.Join(", ", Reading
        .Envelope(Dialect, body.Insert(1, "\"model\":\"m\",")).References
        .Select(reference => $"{reference.Path} {reference.Id} {reference.Kind} {reference.Need}")));

    [Theory]
    [InlineData(2_000, null)]
    [InlineData(2_001, "input")]
    public void As_much_is_named_as_a_conversation_can_have(int count, string? refused)
    {
        var items = string.Join(',', Enumerable.Range(0, count).Select(index => $$"""{"type":"item_reference","id":"msg_{{index}}"}"""));
        var bytes = Encoding.UTF8.GetBytes($$"""{"model":"m","input":[{{items}}]}""");

        var outcome = Dialect.ReadEnvelope(bytes, default);

        Assert.Equal(refused, outcome.TryGet(out _, out var refusal) ? null : refusal.Parameter);
    }

    [Theory]
    [InlineData("\"previous_response_id\":1", "previous_response_id")]
    [InlineData("\"previous_response_id\":{\"id\":\"x\"}", "previous_response_id")]
    [InlineData("\"conversation\":[\"x\"]", "conversation")]
    [InlineData("\"conversation\":{\"id\":1}", "conversation")]
    public void A_name_is_a_text(string member, string parameter)
    {
        var refusal = Reading.Refused(Dialect, $$"""{"model":"m","input":"x",{{member}}}""");

        Assert.Equal((RefusalCodes.InvalidRequest, parameter), (refusal.Code, refusal.Parameter));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("null", false)]
    public void It_may_be_made_in_the_background(string value, bool isBackground) =>
        Assert.Equal(isBackground, Reading.Envelope(Dialect, $$"""{"model":"m","input":"x","background":{{value}}}""").IsBackground);

    [Theory]
    [InlineData("""{"id":"resp_1","status":"completed","output":[{"id":"msg_1"},{"container_id":"cntr_1","id":"ci_1"},{"id":"msg_1"}]}""", "resp_1 Finished Item:msg_1 Container:cntr_1 Item:ci_1")]
    [InlineData("""{"id":"resp_1","status":"completed","output":[{"id":"sh_1","environment":{"type":"container_reference","container_id":"cntr_1"}},{"id":"ts_1","tools":[{"container":"cntr_2","parameters":{"container":"no"}}],"content":[{"id":"no"}]}]}""", "resp_1 Finished Item:sh_1 Container:cntr_1 Item:ts_1 Container:cntr_2")]
    [InlineData("""{"id":"resp_1","status":"completed","output":[{"id":"m_1","tools":[{"annotations":{"container_id":"no"}}],"type":"mcp_list_tools"},{"type":"mcp_call","error":{"content":[{"container":"no"}]}},{"type":"file_search_call","results":[{"attributes":{"container_id":"no"}}]}]}""", "resp_1 Finished Item:m_1")]
    [InlineData("""{"id":"resp_1","status":"queued","output":[],"background":true,"store":false}""", "resp_1 Running")]
    [InlineData("""{"id":"resp_1","status":"in_progress"}""", "resp_1 Running")]
    [InlineData("""{"id":"resp_1","status":"incomplete"}""", "resp_1 Finished")]
    [InlineData("""{"id":"resp_1","status":"cancelling"}""", "resp_1 Running")]
    [InlineData("""{"usage":null,"id":"resp_1","status":"pending"}""", "resp_1 Running")]
    [InlineData("""{"usage":{"input_tokens":7,"output_tokens":3},"id":"resp_1","status":"partial"}""", "resp_1 Finished")]
    [InlineData("""{"id":"resp_1","status":"failed"}""", "resp_1 Failed")]
    [InlineData("""{"id":"resp_1","status":"cancelled"}""", "resp_1 Cancelled")]
    [InlineData("""{"id":"resp_1","status":"completed","store":false}""", null)]
    [InlineData("""{"id":"../models","status":"completed"}""", null)]
    [InlineData("""{"id":7,"status":"completed"}""", null)]
    [InlineData("""{"status":"completed","output":[{"id":"msg_1"}]}""", null)]
    public void What_the_provider_stores_is_seen(string answer, string? stored) => Assert.Equal(
        stored,
        Reading.Answer(Dialect, answer)!.Stored is { } seen
            ? string.Join(' ', [seen.Id, seen.Status.ToString(), .. seen.Parts.Select(part => $"{part.Kind}:{part.Id}")])
            : null);

    [Fact]
    public void An_item_of_a_stream_is_seen_when_the_client_sees_it()
    {
        var follower = Dialect.Follow(Reading.Envelope(Dialect, """{"model":"m","input":"x"}"""));

        Assert.Equal("resp_1", follower.Read("""{"type":"response.created","response":{"id":"resp_1","status":"in_progress"}}"""u8).Stored!.Id);
        Assert.Equal(["msg_1"], follower.Read("""{"type":"response.output_item.added","item":{"id":"msg_1"}}"""u8).Stored!.Parts.Select(part => part.Id));
        Assert.Null(follower.Read("""{"type":"response.output_item.done","item":{"id":"msg_1"}}"""u8).Stored);
        Assert.Null(follower.Read("""{"type":"response.output_text.delta","delta":"x"}"""u8).Stored);
    }

    [Fact]
    public void Usage_is_read_with_its_details() => Assert.Equal(
        new TokenUsage { Input = 10, CachedInput = 4, Output = 6, Reasoning = 3 },
        Reading.Answer(
            Dialect,
            """{"output":[],"usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":4},"output_tokens":6,"output_tokens_details":{"reasoning_tokens":3},"total_tokens":16}}""")!.Usage);

    [Fact]
    public void Reasoning_that_stands_beside_the_output_is_output() => Assert.Equal(
        9,
        Reading.Answer(
            Dialect,
            """{"output":[],"usage":{"input_tokens":10,"output_tokens":6,"output_tokens_details":{"reasoning_tokens":3},"total_tokens":19}}""")!.Usage.Output);

    [Theory]
    [InlineData("""{"status":"completed","error":null,"output":[{}]}""", false)]
    [InlineData("""{"status":"incomplete","output":[{}],"incomplete_details":{"reason":"max_output_tokens"}}""", false)]
    [InlineData("""{"status":"failed","error":{"code":"server_error"},"output":[]}""", true)]
    [InlineData("""{"error":{"code":"server_error"}}""", true)]
    public void An_error_in_place_of_an_answer_is_seen(string body, bool isError) => Assert.Equal(isError, Reading.Answer(Dialect, body)!.IsError);

    [Theory]
    [InlineData("""{"type":"response.created","response":{"status":"in_progress","usage":null},"sequence_number":0}""", EventKind.Other, 0)]
    [InlineData("""{"type":"response.output_text.delta","delta":"hello","sequence_number":4}""", EventKind.Content, 5)]
    [InlineData("""{"delta":"{\"a\"","type":"response.function_call_arguments.delta"}""", EventKind.Content, 6)]
    [InlineData("""{"type":"response.output_item.added","item":{"content":[]}}""", EventKind.Other, 0)]
    [InlineData("""{"type":"response.completed","response":{"usage":{"input_tokens":1,"output_tokens":2}}}""", EventKind.Done, 0)]
    [InlineData("""{"type":"response.incomplete","response":{"usage":{"input_tokens":1,"output_tokens":2}}}""", EventKind.Done, 0)]
    [InlineData("""{"response":{"status":"failed"},"type":"response.failed"}""", EventKind.Failed, 0)]
    [InlineData("""{"type":"error","message":"x"}""", EventKind.Error, 0)]
    [InlineData("""{"type":"response.completed","response":{""", EventKind.Other, 0)]
    public void Each_event_has_its_kind(string data, EventKind kind, int bytes)
    {
        var facts = Reading.Stream(Follow(), data)[0];

        Assert.Equal((kind, bytes, 0), (facts.Kind, facts.ContentBytes, facts.Finishes));
    }

    [Fact]
    public void The_last_event_has_the_counters_and_the_first_has_none()
    {
        var events = Reading.Stream(
            Follow(),
            """{"type":"response.created","response":{"usage":{"input_tokens":0}}}""",
            """{"type":"response.completed","response":{"output":[{"usage":{"input_tokens":99}}],"usage":{"input_tokens":1,"output_tokens":2}}}""");

        Assert.Null(events[0].Usage);
        Assert.Equal(new TokenUsage { Input = 1, Output = 2 }, events[1].Usage);
    }

    [Fact]
    public void An_error_in_a_stream_has_the_next_number_of_the_stream()
    {
        var follower = Follow();
        Reading.Stream(follower, """{"type":"response.created","sequence_number":0}""", """{"sequence_number":7,"type":"response.in_progress"}""");

        Assert.Equal(
            "event: error\ndata: {\"type\":\"error\",\"code\":\"c\",\"message\":\"cut\",\"param\":null,\"sequence_number\":8}\n\n",
            Reading.Written(output => follower.WriteError(output, new Refusal(502, ErrorType.Api, "c", "cut"), "r")));
    }

    private static IStreamFollower Follow() => Dialect.Follow(Reading.Envelope(Dialect, """{"model":"m","input":""}"""));
}
