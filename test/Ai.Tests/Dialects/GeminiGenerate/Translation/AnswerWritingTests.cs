using System.Text;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Tests.Dialects.GeminiGenerate.Translation;

/// <summary>What a client of Gemini gets of the answers of others.</summary>
public sealed class AnswerWritingTests
{
    private const string Tail = "\"modelVersion\":\"m\",\"responseId\":\"r\"}";

    private static readonly TokenUsage Usage = new() { Input = 10, CachedInput = 4, Output = 7, Reasoning = 5, AudioInput = 2 };

    private static readonly AnswerHead Head = new() { Id = JsonText.Of("r"), Model = JsonText.Of("m"), Created = 1_700_000_000, ServiceTier = JsonText.Of("default") };

    [Fact]
    public void A_plain_answer_is_one_response()
    {
        var answer = new Answer();
        Tell(answer);

        Translating.AssertJson(
            $$$$"""
            {"candidates":[{"content":{"parts":[{"text":"why","thought":true,"thoughtSignature":"{{{{Wrapped("ferrogate.anthropic.SIG")}}}}"},{"text":"Hi \ud83d"},
            {"functionCall":{"id":"toolu_1","name":"f","args":{"a":1.0}}},{"functionCall":{"name":"g","args":{}},"thoughtSignature":"OWN"}],"role":"model"},"finishReason":"STOP","index":0}],
            "usageMetadata":{"promptTokenCount":10,"cachedContentTokenCount":4,"candidatesTokenCount":2,"thoughtsTokenCount":5,"totalTokenCount":17,"promptTokensDetails":[{"modality":"TEXT","tokenCount":8},{"modality":"AUDIO","tokenCount":2}],"serviceTier":"standard"},{{{{Tail}}}}
            """,
            Translating.WriteAnswer(answer));
        Assert.Equal("x=unsupported", answer.Losses.ToString());
    }

    [Fact]
    public void A_stream_is_one_response_after_the_other()
    {
        var stream = Translating.Stream(Tell);

        Assert.Equal(
            [
                Event($$"""{"text":"why","thought":true,"thoughtSignature":"{{Wrapped("ferrogate.anthropic.SIG")}}"}"""),
                Event("""{"text":"Hi "}"""),
                Event("""{"text":"\ud83d"}"""),
                Event("""{"functionCall":{"id":"toolu_1","name":"f","args":{"a":1.0}}}"""),
                Event("""{"functionCall":{"name":"g","args":{}},"thoughtSignature":"OWN"}"""),
                """{"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":10,"cachedContentTokenCount":4,"candidatesTokenCount":2,"thoughtsTokenCount":5,"totalTokenCount":17,"promptTokensDetails":[{"modality":"TEXT","tokenCount":8},{"modality":"AUDIO","tokenCount":2}],"serviceTier":"standard"},""" + Tail,
            ],
            Translating.EventsOf(stream));
        Assert.Contains("}\r\n\r\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}]", stream);
        Assert.DoesNotContain("ferrogate-loss", stream);
    }

    // @ai-sdk/google throws away what has no text, and its signature with it.
    [Fact]
    public void The_seal_of_a_thought_stands_beside_its_last_piece_and_no_piece_waits_for_one_in_vain()
    {
        var stream = Translating.Stream(answer =>
        {
            answer.Begin(Head);
            answer.Reasoning(0, JsonText.Of("a"));
            answer.Reasoning(0, JsonText.Of("b"));
            answer.Seal(0, new Seal(SealOrigin.Anthropic, JsonText.Of("SIG")));
            answer.Reasoning(0, JsonText.Of("c"));
            answer.Text(0, JsonText.Of("d"));
            answer.Reasoning(0, JsonText.Of("e"));
            answer.Fail(new ProviderFault("no", null));
        });

        Assert.Equal(
            [
                Event("""{"text":"a","thought":true}"""),
                Event($$"""{"text":"b","thought":true,"thoughtSignature":"{{Wrapped("ferrogate.anthropic.SIG")}}"}"""),
                Event("""{"text":"c","thought":true}"""),
                Event("""{"text":"d"}"""),
                Event("""{"text":"e","thought":true}"""),
            ],
            Translating.EventsOf(stream).SkipLast(1));
    }

    [Fact]
    public void The_same_stream_may_be_one_array()
    {
        var events = Translating.EventsOf(Translating.Stream(Tell));

        Assert.Equal($"[{string.Join("\n,\r\n", events)}\n]", Translating.Stream(Tell, asEvents: false));
    }

    [Fact]
    public void What_a_client_sends_back_of_a_stream_is_what_the_provider_had()
    {
        var parts = Translating.EventsOf(Translating.Stream(Tell)).SelectMany(data =>
            Translating.Json(data).GetProperty("candidates")[0].GetProperty("content").GetProperty("parts").EnumerateArray().Select(part => part.GetRawText()));

        var turn = Assert.Single(Translating.Read($$"""{"contents":[{"role":"model","parts":[{{string.Join(',', parts)}}]}]}""").Turns);

        var thought = Assert.IsType<ReasoningPart>(turn.Parts[0]);
        Assert.Equal(("why", SealOrigin.Anthropic, "SIG"), (thought.Text.ToString(), thought.Seal!.Origin, thought.Seal.Value.ToString()));
        Assert.Equal(["toolu_1", "call_2"], turn.Parts.OfType<ToolCallPart>().Select(call => call.Id.ToString()));
    }

    [Theory]
    [InlineData(FinishKind.Stop, null, "\"finishReason\":\"STOP\",\"index\"")]
    [InlineData(FinishKind.StopSequence, null, "\"finishReason\":\"STOP\",\"finishMessage\":\"END\",\"index\"")]
    [InlineData(FinishKind.Length, "length", "\"finishReason\":\"MAX_TOKENS\",\"index\"")]
    [InlineData(FinishKind.ToolCalls, "tool_calls", "\"finishReason\":\"STOP\",\"index\"")]
    [InlineData(FinishKind.ContentFilter, "content_filter", "\"finishReason\":\"SAFETY\",\"index\"")]
    [InlineData(FinishKind.Refusal, "refusal", "\"finishReason\":\"SAFETY\",\"finishMessage\":\"refusal\",\"index\"")]
    [InlineData(FinishKind.Pause, "pause_turn", "\"finishReason\":\"OTHER\",\"finishMessage\":\"pause_turn\",\"index\"")]
    [InlineData(FinishKind.MalformedCall, null, "\"finishReason\":\"MALFORMED_FUNCTION_CALL\",\"index\"")]
    [InlineData(FinishKind.Other, null, "\"finishReason\":\"OTHER\",\"index\"")]
    public void Every_finish_has_a_word(FinishKind kind, string? word, string expected)
    {
        var finish = new Finish(kind, "f") { Word = word is null ? null : JsonText.Of(word), StopSequence = kind == FinishKind.StopSequence ? JsonText.Of("END") : null };
        var answer = new Answer();
        answer.Finish(0, finish);

        Assert.Contains(expected, Translating.WriteAnswer(answer));
        Assert.Contains(expected, Translating.Stream(writer =>
        {
            writer.Finish(0, finish);
            writer.End();
        }));
    }

    [Fact]
    public void A_refusal_is_a_text_that_does_not_say_so()
    {
        var losses = "";
        var stream = Translating.Stream(writer =>
        {
            writer.Begin(Head);
            writer.Refuse(0, JsonText.Of("no"));
            writer.Finish(0, new Finish(FinishKind.Stop, "f"));
            writer.End();
            losses = writer.Losses.ToString();
        });

        Assert.Contains("{\"text\":\"no\"}", stream);
        Assert.Equal("**.refusal=approximated", losses);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Arguments_that_are_no_object_fail(bool asEvents)
    {
        var stream = Translating.Stream(
            writer =>
            {
                writer.Begin(Head);
                writer.Call(0, 0, JsonText.Of("c"), JsonText.Of("f"), null);
                writer.Arguments(0, 0, JsonText.Of("{\"a\":"));
                Assert.Throws<FormatException>(() => writer.Finish(0, new Finish(FinishKind.ToolCalls, "f")));
                writer.Fail(new ProviderFault("no JSON", null) { Status = 502 });
            },
            asEvents);

        const string Error = """{"error":{"code":502,"message":"no JSON","status":"UNAVAILABLE"}}""";
        Assert.Equal(asEvents ? $"data: {Error}\r\n\r\n" : $"[{Error}\n]", stream);
        var answer = new Answer();
        answer.Call(0, 0, default, JsonText.Of("f"), null);
        answer.Arguments(0, 0, JsonText.Of("[]"));
        Assert.Throws<FormatException>(() => Translating.WriteAnswer(answer));
    }

    [Fact]
    public void Arguments_in_several_lines_are_one_line_of_data()
    {
        var stream = Translating.Stream(writer =>
        {
            writer.Call(0, 0, default, JsonText.Of("f"), null);
            writer.Arguments(0, 0, JsonText.Of("{\r\n  \"a\": \"x\\n\"\n}"));
            writer.Finish(0, new Finish(FinishKind.ToolCalls, "f"));
            writer.End();
        });

        Assert.Contains("\"args\":{    \"a\": \"x\\n\" }", Translating.EventsOf(stream)[0]);
    }

    [Fact]
    public void A_provider_that_fails_in_the_middle_is_told_in_googles_words()
    {
        var stream = Translating.Stream(writer =>
        {
            writer.Begin(Head);
            writer.Text(0, JsonText.Of("a"));
            writer.Lose("y", LossReason.Unknown);
            writer.Fail(new ProviderFault("busy", "overloaded_error") { Status = 529, Parameter = "p" });
        });

        Assert.EndsWith(
            "data: {\"error\":{\"code\":529,\"message\":\"busy\",\"status\":\"UNAVAILABLE\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"overloaded_error\",\"domain\":\"ferrogate\",\"metadata\":{\"param\":\"p\"}}]}}\r\n\r\n",
            stream);
    }

    [Fact]
    public void Candidates_end_together_in_the_last_response()
    {
        var stream = Translating.Stream(writer =>
        {
            writer.Begin(new AnswerHead());
            writer.Text(1, JsonText.Of("b"));
            writer.Call(0, 0, default, JsonText.Of("f"), null);
            writer.Finish(1, new Finish(FinishKind.Length, "f"));
            writer.Cite(1, new Citation(JsonText.Of("https://a"), "c") { Range = (0, 1) });
            writer.Finish(0, new Finish(FinishKind.ToolCalls, "f"));
            writer.End();
        });

        var events = Translating.EventsOf(stream);
        Assert.Equal(3, events.Count);
        Translating.AssertJson(
            """
            {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0},
            {"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"MAX_TOKENS","groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://a"}}],"groundingSupports":[{"segment":{"startIndex":0,"endIndex":1,"text":"b"},"groundingChunkIndices":[0]}]},"index":1}],
            "usageMetadata":{"totalTokenCount":0},"modelVersion":"client-model","responseId":"0197c2b8-0000-7000-8000-000000000001"}
            """,
            events[2]);
    }

    private static void Tell(IAnswerSink sink)
    {
        sink.Begin(Head);
        sink.Reasoning(0, JsonText.Of("why"));
        sink.Seal(0, new Seal(SealOrigin.Anthropic, JsonText.Of("SIG")));
        sink.Text(0, JsonText.Of("Hi "));
        sink.Text(0, JsonText.OfEscaped("\\ud83d"u8));
        sink.Call(0, 0, JsonText.Of("toolu_1"), JsonText.Of("f"), null);
        sink.Arguments(0, 0, JsonText.Of("{\"a\""));
        sink.Arguments(0, 0, JsonText.Of(":1.0}"));
        sink.Call(0, 1, default, JsonText.Of("g"), new Seal(SealOrigin.Gemini, JsonText.Of("OWN")));
        sink.Finish(0, new Finish(FinishKind.ToolCalls, "f"));
        sink.Lose("x", LossReason.Unsupported);
        sink.Use(Usage);
        sink.End();
    }

    private static string Event(string part) => "{\"candidates\":[{\"content\":{\"parts\":[" + part + "],\"role\":\"model\"},\"index\":0}]," + Tail;

    private static string Wrapped(string seal) => Convert.ToBase64String(Encoding.UTF8.GetBytes(seal));
}
