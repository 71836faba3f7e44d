using FerroGate.Ai.Conversations.Answers;

namespace FerroGate.Ai.Tests.Dialects.GeminiGenerate.Translation;

/// <summary>What an answer of Gemini says, plain and as a stream.</summary>
public sealed class AnswerReadingTests
{
    [Theory]
    [InlineData("STOP", FinishKind.Stop)]
    [InlineData("MAX_TOKENS", FinishKind.Length)]
    [InlineData("SAFETY", FinishKind.ContentFilter)]
    [InlineData("RECITATION", FinishKind.ContentFilter)]
    [InlineData("LANGUAGE", FinishKind.ContentFilter)]
    [InlineData("BLOCKLIST", FinishKind.ContentFilter)]
    [InlineData("PROHIBITED_CONTENT", FinishKind.ContentFilter)]
    [InlineData("SPII", FinishKind.ContentFilter)]
    [InlineData("IMAGE_SAFETY", FinishKind.ContentFilter)]
    [InlineData("MALFORMED_FUNCTION_CALL", FinishKind.MalformedCall)]
    [InlineData("UNEXPECTED_TOOL_CALL", FinishKind.MalformedCall)]
    [InlineData("OTHER", FinishKind.Other)]
    [InlineData("NO_IMAGE", FinishKind.Other)]
    [InlineData("OF_TOMORROW", FinishKind.Other)]
    public void Every_finish_reason_is_read_and_written(string word, FinishKind kind)
    {
        var answer = Translating.ReadAnswer($$"""{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"{{word}}"}]}""");

        var finish = answer.Candidates[0].Finish!.Value;
        Assert.Equal((kind, word, "candidates[*].finishReason"), (finish.Kind, finish.Word.ToString(), finish.Path));
        Assert.Contains($"\"finishReason\":\"{(word == "OF_TOMORROW" ? "OTHER" : word)}\"", Translating.WriteAnswer(answer));
    }

    [Fact]
    public void A_stop_with_calls_waits_for_tools()
    {
        var answer = Translating.ReadAnswer("""
            {"candidates":[{"content":{"parts":[{"text":"why","thought":true},{"functionCall":{"name":"f","args":{"a": 1.0}},"thoughtSignature":"S"},{"functionCall":{"id":"x","name":"g"}}],"role":"model"},"finishReason":"STOP","finishMessage":"Model generated function call(s)."}],
            "modelVersion":"m","responseId":"r","createTime":"2025-01-01T00:00:00.5Z","usageMetadata":{"serviceTier":"standard"}}
            """);

        var parts = answer.Candidates[0].Parts;
        Assert.Equal([AnswerPartKind.Reasoning, AnswerPartKind.ToolCall, AnswerPartKind.ToolCall], parts.Select(part => part.Kind));
        Assert.Equal(("", "f", """{"a": 1.0}""", "S", 0), (parts[1].Id.ToString(), parts[1].Name.ToString(), parts[1].Text.ToString(), parts[1].Seal!.Value.ToString(), parts[1].Call));
        Assert.Equal(("x", "g", "{}", 1), (parts[2].Id.ToString(), parts[2].Name.ToString(), parts[2].Text.ToString(), parts[2].Call));
        Assert.Equal(FinishKind.ToolCalls, answer.Candidates[0].Finish!.Value.Kind);
        Assert.Equal(("r", "m", 1_735_689_600L, "default"), (answer.Head.Id.ToString(), answer.Head.Model.ToString(), answer.Head.Created, answer.Head.ServiceTier.ToString()));
        Assert.False(answer.Losses.Any, answer.Losses.ToString());
        Assert.True(answer.IsComplete);
    }

    [Fact]
    public void A_blocked_prompt_is_an_answer_without_content()
    {
        var answer = Translating.ReadAnswer("""{"promptFeedback":{"blockReason":"BLOCKLIST","safetyRatings":[]},"usageMetadata":{"promptTokenCount":1}}""");

        Assert.Empty(answer.Candidates[0].Parts);
        Assert.Equal(new Finish(FinishKind.ContentFilter, "promptFeedback.blockReason"), answer.Candidates[0].Finish!.Value with { Word = null });
        Assert.Equal("promptFeedback.safetyRatings=unsupported", answer.Losses.ToString());
    }

    [Fact]
    public void Parts_of_one_event_are_apart_and_those_of_the_next_go_on()
    {
        var answer = Translating.ReadStream(
            """{"candidates":[{"index":1,"content":{"parts":[{"text":"x"}]}},{"content":{"parts":[{"text":"t1","thought":true},{"text":"t2","thought":true}]}}]}""",
            """{"candidates":[{"content":{"parts":[{"text":"t3","thought":true}]},"finishReason":"STOP"}]}""",
            """{"candidates":[{"content":{"parts":[{"text":"a"},{"text":"b"}]},"finishReason":"STOP"}]}""",
            """{"candidates":[{"content":{"parts":[{"text":"c"}]},"index":0}]}""",
            """{"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":"S"}]},"finishReason":"MAX_TOKENS"},{"index":1,"finishReason":"STOP"}],"usageMetadata":{}}""");

        Assert.Equal(["t1", "t2t3", "a", "bc", ""], answer.Candidates[0].Parts.Select(part => part.Text.ToString()));
        Assert.True(answer.Candidates[0].Parts[4].Seal!.IsThought);
        Assert.Equal(FinishKind.Length, answer.Candidates[0].Finish!.Value.Kind);
        Assert.Equal("x", answer.Candidates[1].Parts[0].Text.ToString());
    }

    [Fact]
    public void Places_in_bytes_become_places_in_characters_and_wrong_ones_none()
    {
        var answer = Translating.ReadStream(
            """{"candidates":[{"content":{"parts":[{"text":"Grüße 😀 an"}]}}]}""",
            """
            {"candidates":[{"content":{"parts":[{"text":" alle"}]},"finishReason":"STOP","groundingMetadata":{
            "groundingChunks":[{"web":{"uri":"https://a","title":"A"}},{"retrievedContext":{"uri":"gs://b","text":"quote"}},{"maps":{}},{"web":{"uri":"https://c"}}],
            "groundingSupports":[{"segment":{"startIndex":8,"endIndex":15,"text":"😀 an"},"groundingChunkIndices":[0,1,2,9]},{"segment":{"endIndex":3,"text":"XXX"},"groundingChunkIndices":[0]}],
            "webSearchQueries":["q"]}}]}
            """);

        var text = answer.Candidates[0].Parts[0];
        Assert.Equal(
            [("https://a", "A", null, (6L, 10L)), ("gs://b", null, "quote", (6, 10)), ("https://a", "A", null, null), ("https://c", null, null, ((long, long)?)null)],
            text.Citations.Select(one => (one.Url.ToString(), one.Title?.ToString(), one.Quote?.ToString(), one.Range)));
        Assert.Equal("candidates[*].groundingMetadata.webSearchQueries=unsupported, candidates[*].groundingMetadata.groundingChunks[*]=unsupported", answer.Losses.ToString());
        Translating.AssertJson(
            """
            {"candidates":[{"content":{"parts":[{"text":"Grüße 😀 an alle"}],"role":"model"},"finishReason":"STOP","groundingMetadata":{
            "groundingChunks":[{"web":{"uri":"https://a","title":"A"}},{"retrievedContext":{"uri":"gs://b","text":"quote"}},{"web":{"uri":"https://c"}}],
            "groundingSupports":[{"segment":{"startIndex":8,"endIndex":15,"text":"😀 an"},"groundingChunkIndices":[0]},{"segment":{"startIndex":8,"endIndex":15,"text":"😀 an"},"groundingChunkIndices":[1]}]},"index":0}],
            "usageMetadata":{"totalTokenCount":0},"modelVersion":"client-model","responseId":"0197c2b8-0000-7000-8000-000000000001"}
            """,
            Translating.WriteAnswer(answer));
    }

    [Fact]
    public void Chances_go_both_ways()
    {
        const string Result = """{"topCandidates":[{"candidates":[{"token":"a","logProbability":-0.10},{"token":"b","logProbability":-2.5e0}]},{"candidates":[]}],"chosenCandidates":[{"token":"a","logProbability":-0.10},{"token":"\ud83d","logProbability":-1}]}""";
        var answer = Translating.ReadAnswer($$"""{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP","logprobsResult":{{Result}}}]}""");

        Assert.Equal(2, answer.Candidates[0].Parts[0].Chances.Count);
        Assert.Contains($"\"logprobsResult\":{Result}", Translating.WriteAnswer(answer));
    }

    [Theory]
    [InlineData("""{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"AA"}},{"executableCode":{}},{"x":1}]},"finishReason":"STOP","safetyRatings":[],"y":1}],"z":1,"none":null}""", "candidates[*].content.parts[*].inlineData=unsupported, candidates[*].content.parts[*].executableCode=unsupported, candidates[*].content.parts[*].x=unknown, candidates[*].safetyRatings=unsupported, candidates[*].y=unknown, z=unknown")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP","citationMetadata":{"citationSources":[{"uri":"https://a","license":"MIT","endIndex":1}]}}]}""", "candidates[*].citationMetadata.citationSources[*].license=unsupported")]
    [InlineData("""{"candidates":7,"usageMetadata":"x","promptFeedback":[],"responseId":{}}""", "candidates=unknown")]
    [InlineData("""{"candidates":[1,null,{"content":[]},{"content":{"parts":{}}},{"content":{"parts":[1,{"text":5},{"functionCall":1},{"thought":"x","thoughtSignature":7}]},"index":"x","finishReason":{},"logprobsResult":[],"groundingMetadata":1,"citationMetadata":{"citations":[{}]}}]}""", "candidates[*].citationMetadata.citations[*]=unsupported")]
    [InlineData("[]", "")]
    [InlineData("7", "")]
    public void Odd_answers_are_read_as_far_as_they_go(string answer, string losses) => Assert.Equal(losses, Translating.ReadAnswer(answer).Losses.ToString());

    [Theory]
    [InlineData("""{"error":{"code":503,"message":"busy","status":"UNAVAILABLE"}}""", "UNAVAILABLE", 503, null)]
    [InlineData("""[{"error":{"message":"busy","status":"RESOURCE_EXHAUSTED"}}]""", "RESOURCE_EXHAUSTED", 429, null)]
    [InlineData("""{"error":{"code":3,"message":"busy","details":[{"fieldViolations":[{"field":"contents"}]}]}}""", null, null, "contents")]
    [InlineData("""{"error":"busy"}""", null, null, null)]
    public void Errors_are_read_in_every_form(string body, string? code, int? status, string? parameter)
    {
        var expected = new ProviderFault("busy", code) { Status = status, Parameter = parameter };

        Assert.Equal(expected, Translating.Dialect.ReadFault(Translating.Json(body)));
        Assert.Equal(expected, Translating.ReadStream("""{"candidates":[]}""", body, """{"candidates":[]}""").Fault);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"error\"")]
    [InlineData("""{"error":null}""")]
    public void What_tells_no_error_is_none(string body) => Assert.Null(Translating.Dialect.ReadFault(Translating.Json(body)));
}
