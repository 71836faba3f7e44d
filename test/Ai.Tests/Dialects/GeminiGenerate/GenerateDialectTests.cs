using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Tests.Fixtures;
using FerroGate.Core.Refusals;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Tests.Dialects.GeminiGenerate;

/// <summary>What is read of Gemini's protocol, and what its clients read from us.</summary>
public sealed class GenerateDialectTests
{
    private static readonly GenerateDialect Dialect = GenerateDialect.Instance;
    private static readonly RequestAddress Address = new("gemini", Stream: true);

    [Theory]
    [InlineData("""{"contents":[],"generationConfig":{"maxOutputTokens":7,"candidateCount":2}}""")]
    [InlineData("""{"contents":[],"generation_config":{"candidate_count":2,"temperature":1.0,"max_output_tokens":7}}""")]
    public void Model_and_stream_come_from_the_path_and_limits_from_the_body(string body)
    {
        var envelope = Reading.Envelope(Dialect, body, Address);

        Assert.Equal(("gemini", true, 7L, 2L), (envelope.Model, envelope.Stream, envelope.MaxOutputTokens, envelope.Choices));
        Assert.Null(envelope.ModelSlice);
    }

    [Theory]
    [InlineData("""{}""", "contents")]
    [InlineData("""{"contents":{}}""", "contents")]
    [InlineData("""{"contents":[],"model":"other"}""", "model")]
    [InlineData("""{"generateContentRequest":{"contents":[]}}""", "contents")]
    [InlineData("""{"contents":[],"Contents":[]}""", "Contents")]
    [InlineData("""{"contents":[],"generationConfig":{},"generation_config":{}}""", "generation_config")]
    [InlineData("""{"contents":[],"generationConfig":{"maxOutputTokens":1,"max_output_tokens":2}}""", "generationConfig")]
    [InlineData("""{"contents":[],"generationConfig":{"maxoutputtokens":1}}""", "generationConfig")]
    [InlineData("""{"contents":[],"generationConfig":{"max_outputTokens":1}}""", "generationConfig")]
    [InlineData("""{"contents":[],"generation_config":{"candidateCount_":1}}""", "generation_config")]
    [InlineData("""{"contents":[],"generationConfig":{"candidateCount":0}}""", "candidateCount")]
    [InlineData("""{"contents":[],"generationConfig":[]}""", "generationConfig")]
    [InlineData("""{"contents":[],"generationconfig":{}}""", "generationconfig")]
    [InlineData("""{"contents":[],"cachedContent":"cachedContents/a"}""", "cachedContent")]
    public void What_two_readers_could_read_in_two_ways_is_refused(string body, string parameter) =>
        Assert.Equal(parameter, Reading.Refused(Dialect, body, Address).Parameter);

    [Fact]
    public async Task The_body_stays_as_it_is() => Assert.Equal(
        """{ "contents":[] ,"safetySettings":[]}""",
        await Reading.Spliced(Dialect, """{ "contents":[] ,"safetySettings":[]}""", "gemini-x", Address));

    [Theory]
    [InlineData("""{"promptTokenCount":10,"candidatesTokenCount":5,"totalTokenCount":15}""", 10L, 5L, null)]
    [InlineData("""{"promptTokenCount":10,"candidatesTokenCount":5,"thoughtsTokenCount":20,"totalTokenCount":35}""", 10L, 25L, 20L)]
    [InlineData("""{"promptTokenCount":10,"toolUsePromptTokenCount":3,"candidatesTokenCount":5}""", 13L, 5L, null)]
    [InlineData("""{"promptTokenCount":10,"thoughtsTokenCount":20,"totalTokenCount":30}""", 10L, 20L, 20L)]
    [InlineData("""{"promptTokenCount":10,"totalTokenCount":10}""", 10L, 0L, null)]
    [InlineData("""{"promptTokenCount":10,"totalTokenCount":5010}""", 10L, 5000L, null)]
    [InlineData("""{"promptTokenCount":10,"totalTokenCount":9}""", 10L, null, null)]
    [InlineData("""{"promptTokenCount":10}""", 10L, null, null)]
    public void Thoughts_are_output_and_what_tools_read_is_input(string usage, long? input, long? output, long? reasoning) => Assert.Equal(
        new TokenUsage { Input = input, Output = output, Reasoning = reasoning },
        Reading.Answer(Dialect, $$"""{"candidates":[],"usageMetadata":{{usage}}}""")!.Usage);

    [Fact]
    public void Counters_of_media_and_of_the_cache_are_read() => Assert.Equal(
        new TokenUsage { Input = 9, CachedInput = 4, Output = 2, AudioInput = 5, ImageInput = 3, AudioOutput = 1 },
        Reading.Answer(
            Dialect,
            """
            {"candidates":[],"usageMetadata":{"promptTokenCount":9,"cachedContentTokenCount":4,"candidatesTokenCount":2,
            "promptTokensDetails":[{"modality":"TEXT","tokenCount":1},{"tokenCount":5,"modality":"AUDIO"},{"modality":2,"tokenCount":3}],
            "candidatesTokensDetails":[{"modality":"AUDIO","tokenCount":1}]}}
            """)!.Usage);

    [Fact]
    public void A_stream_in_one_array_is_read_as_a_whole()
    {
        var facts = Reading.Answer(
            Dialect,
            """
            [{"candidates":[{"content":{"parts":[{"text":"he"}]}}],"usageMetadata":{"promptTokenCount":3}},
            {"candidates":[{"content":{"parts":[{"text":"llo"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2}}]
            """);

        Assert.Equal(new AnswerFacts(new TokenUsage { Input = 3, Output = 2 }, 5, IsError: false), facts);
        Assert.Null(Reading.Answer(Dialect, """[{"candidates":[{"content":{"parts":[{"text":"he"}]}}]}"""));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"candidates":[{"content":{"parts":[{"text":"he"}]}}]}]""")]
    public void A_stream_in_one_array_that_was_never_finished_is_half_an_answer(string body) => Assert.Null(Reading.Answer(Dialect, body));

    [Fact]
    public void A_stream_in_one_array_that_ends_with_an_error_is_one() => Assert.True(
        Reading.Answer(Dialect, """[{"candidates":[{"content":{"parts":[{"text":"he"}]}}]},{"error":{"code":503}}]""")!.IsError);

    [Theory]
    [InlineData("""{"candidates":[]}""", false)]
    [InlineData("""{"promptFeedback":{"blockReason":"SAFETY"}}""", false)]
    [InlineData("""{"error":{"code":503,"status":"UNAVAILABLE"}}""", true)]
    public void An_error_in_place_of_an_answer_is_seen(string body, bool isError) => Assert.Equal(isError, Reading.Answer(Dialect, body)!.IsError);

    [Theory]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"hello"}],"role":"model"},"index":0}]}""", EventKind.Content, 5, 0)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":""}]},"finishReason":"STOP"}]}""", EventKind.Content, 0, 1)]
    [InlineData("""{"candidates":[{"finishReason":"STOP"},{"finishReason":"MAX_TOKENS"}]}""", EventKind.Content, 0, 2)]
    [InlineData("""{"candidates":[{"finishReason":1}]}""", EventKind.Content, 0, 1)]
    [InlineData("""{"candidates":[{"finishReason":null}]}""", EventKind.Content, 0, 0)]
    [InlineData("""{"promptFeedback":{"blockReason":"SAFETY"}}""", EventKind.Other, 0, 3)]
    [InlineData("""{"promptFeedback":{"safetyRatings":[]}}""", EventKind.Other, 0, 0)]
    [InlineData("""{"error":{"code":503}}""", EventKind.Error, 0, 0)]
    [InlineData("""{"error":{"code":503},"candidates":[]}""", EventKind.Error, 0, 0)]
    [InlineData("""{"candidates":[{"finishReason":"STOP"}""", EventKind.Other, 0, 0)]
    public void Each_event_has_its_kind(string data, EventKind kind, int bytes, int finishes)
    {
        var facts = Reading.Stream(Follow(), data)[0];

        Assert.Equal((kind, bytes, finishes), (facts.Kind, facts.ContentBytes, facts.Finishes));
    }

    [Theory]
    [InlineData(400, ErrorType.InvalidRequest, "INVALID_ARGUMENT")]
    [InlineData(413, ErrorType.InvalidRequest, "INVALID_ARGUMENT")]
    [InlineData(404, ErrorType.NotFound, "NOT_FOUND")]
    [InlineData(401, ErrorType.Authentication, "UNAUTHENTICATED")]
    [InlineData(403, ErrorType.Permission, "PERMISSION_DENIED")]
    [InlineData(429, ErrorType.RateLimit, "RESOURCE_EXHAUSTED")]
    [InlineData(500, ErrorType.Api, "INTERNAL")]
    [InlineData(502, ErrorType.Api, "UNAVAILABLE")]
    [InlineData(504, ErrorType.Api, "DEADLINE_EXCEEDED")]
    public void An_error_has_the_dialects_own_status(int status, ErrorType type, string name) => Assert.Equal(
        $$$"""{"error":{"code":{{{status}}},"message":"No.","status":"{{{name}}}","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"some_code","domain":"ferrogate","metadata":{"request_id":"r-1"}}]}}""",
        Reading.Written(output => Dialect.WriteError(output, new Refusal(status, type, "some_code", "No."), "r-1")));

    [Fact]
    public void An_error_in_a_stream_is_one_event()
    {
        var written = Reading.Written(output => Follow().WriteError(output, new Refusal(502, ErrorType.Api, "c", "cut"), "r"));

        Assert.StartsWith("data: {\"error\":{\"code\":502,\"message\":\"cut\",\"status\":\"UNAVAILABLE\"", written, StringComparison.Ordinal);
        Assert.EndsWith("}\r\n\r\n", written, StringComparison.Ordinal);
    }

    private static IStreamFollower Follow() =>
        Dialect.Follow(Reading.Envelope(Dialect, """{"contents":[],"generationConfig":{"candidateCount":3}}""", Address));
}
