using System.Text.Json;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Contents.Specs;
using FerroGate.Testing.Contents.Streams;
using FerroGate.Testing.Recorded;

namespace FerroGate.Ai.Tests.Contents;

/// <summary>The specifications take what their vendors really send and get.</summary>
public sealed class SchemasTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Requests = new()
    {
        ["anthropic_messages_json-schema_1"] = Beta,
        ["anthropic_messages_json-schema_3"] = Beta,
        ["anthropic_messages_stream-json-schema_1"] = Beta,
        ["anthropic_messages_stream-tool-result_1"] = Beta,
        ["anthropic_messages_tool-result_2"] = "a system message between the others is a beta",
        ["gemini_generateContent_cache-hit_2"] = "Gemini takes one part where it wants a list",
        ["gemini_generateContent_stream-tool-result_1"] = "Gemini takes null for what is absent",
    };

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["anthropic_messages_code-execution_1"] = "its recorder replaced ids by others that are not of their form",
    };

    private static readonly Dictionary<string, string> Streams = new()
    {
        ["openai_chat_stream-audio-out_1"] = "chunks of audio have no choices",
    };

    private const string Beta = "output_format was a beta, and is output_config now";

    [Fact]
    public void Every_request_that_its_vendor_took_is_valid() =>
        AssertValid(Requests, exchange => true, (protocol, exchange) => Schemas.Faults(protocol, PayloadKind.Request, exchange.Request));

    [Fact]
    public void Every_answer_is_valid() =>
        AssertValid(Answers, exchange => !exchange.IsStream, (protocol, exchange) => Schemas.Faults(protocol, PayloadKind.Answer, Json(exchange.ResponseBytes)));

    [Fact]
    public void Every_event_is_valid() =>
        AssertValid(Streams, exchange => exchange.IsStream, (protocol, exchange) =>
            [
                .. StreamEvents.Read(exchange.ResponseBytes).Where(one => !one.IsDone)
                    .SelectMany(one => Schemas.Faults(protocol, PayloadKind.StreamEvent, one.Json!.Value))
                    .Distinct(),
            ]);

    [Theory]
    [InlineData(Protocol.Chat, PayloadKind.Request, """{"model":"m"}""")]
    [InlineData(Protocol.Chat, PayloadKind.Request, """{"model":"m","messages":[{"role":"user"}]}""")]
    [InlineData(Protocol.Chat, PayloadKind.Request, """{"model":"m","messages":[{"role":"user","content":"x"}],"max_output_tokens":5}""")]
    [InlineData(Protocol.Chat, PayloadKind.Request, """{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":"x"}]}]}""")]
    [InlineData(Protocol.Chat, PayloadKind.Answer, """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"end_turn","logprobs":null,"message":{"role":"assistant","content":"x","refusal":null}}]}""")]
    [InlineData(Protocol.Chat, PayloadKind.StreamEvent, """{"id":"c","object":"chat.completion.chunk","created":"now","model":"m","choices":[]}""")]
    [InlineData(Protocol.Responses, PayloadKind.Request, """{"model":"m","input":"x","max_tokens":5}""")]
    [InlineData(Protocol.Responses, PayloadKind.Request, """{"model":"m","input":[{"type":"function_call","name":"f","arguments":"{}"}]}""")]
    [InlineData(Protocol.Responses, PayloadKind.Answer, """{"id":"r","object":"response","created_at":1,"model":"m","output":"x"}""")]
    [InlineData(Protocol.Responses, PayloadKind.StreamEvent, """{"type":"response.output_text.delta","delta":"x"}""")]
    [InlineData(Protocol.Messages, PayloadKind.Request, """{"model":"m","messages":[{"role":"user","content":"x"}]}""")]
    [InlineData(Protocol.Messages, PayloadKind.Request, """{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"n":2}""")]
    [InlineData(Protocol.Messages, PayloadKind.Request, """{"model":"m","max_tokens":1,"messages":[{"role":"tool","content":"x"}]}""")]
    [InlineData(Protocol.Messages, PayloadKind.Answer, """{"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"text"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}""")]
    [InlineData(Protocol.Messages, PayloadKind.StreamEvent, """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta"}}""")]
    [InlineData(Protocol.Gemini, PayloadKind.Request, """{"contents":[{"role":"user","parts":[{"text":"x"}]}],"max_tokens":5}""")]
    [InlineData(Protocol.Gemini, PayloadKind.Request, """{"contents":[{"role":"user","parts":[{"functionCall":{"name":"f","arguments":"{}"}}]}]}""")]
    [InlineData(Protocol.Gemini, PayloadKind.Answer, """{"candidates":[{"finishReason":"stop_sequence"}]}""")]
    [InlineData(Protocol.Gemini, PayloadKind.StreamEvent, """{"candidates":[{"content":"x"}]}""")]
    public void What_the_specification_does_not_know_is_not_valid(Protocol protocol, PayloadKind kind, string value)
    {
        Assert.SkipUnless(Schemas.AreThere, "../shared/specs is not there");

        var faults = Schemas.Faults(protocol, kind, Json(System.Text.Encoding.UTF8.GetBytes(value)));

        output.WriteLine(string.Join('\n', faults));
        Assert.NotEmpty(faults);
    }

    [Fact]
    public void What_is_written_by_hand_in_four_protocols_is_valid()
    {
        Assert.SkipUnless(Schemas.AreThere, "../shared/specs is not there");
        foreach (var (protocol, body) in FourRequests.All)
            Assert.Empty(Schemas.Faults(protocol, PayloadKind.Request, Json(System.Text.Encoding.UTF8.GetBytes(body))));
    }

    private void AssertValid(
        Dictionary<string, string> deviations,
        Func<RecordedExchange, bool> isMeant,
        Func<Protocol, RecordedExchange, IReadOnlyList<string>> faultsOf)
    {
        Assert.SkipUnless(Schemas.AreThere && Recordings.Folder is not null, "../shared/specs or ../shared/recordings is not there");
        var own = Protocols.Answered()
            .Where(answered => answered.Exchange.Provider == Protocols.OwnProvider(answered.Protocol) && isMeant(answered.Exchange))
            .ToList();
        var wrong = new List<string>();
        foreach (var (protocol, exchange) in own)
        {
            var faults = faultsOf(protocol, exchange);
            if (faults.Count > 0 != deviations.ContainsKey(exchange.Name))
                wrong.Add($"{exchange.Name}: {string.Join("\n    ", faults.Prepend(faults.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)).Take(5))}");
        }

        output.WriteLine($"{own.Count} of {string.Join(", ", own.CountBy(answered => answered.Protocol))}, {deviations.Count} known to deviate");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static JsonElement Json(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.Clone();
    }
}
