using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Tests.Fixtures;

namespace FerroGate.Ai.Tests.Dialects;

/// <summary>A choice that tells its finish reason twice has finished once.</summary>
public sealed class FinishedChoicesTests
{
    [Theory]
    [InlineData(2, """{"choices":[{"index":0,"finish_reason":"stop"}]}""", """{"choices":[{"finish_reason":"stop","index":1}]}""")]
    [InlineData(1, """{"choices":[{"index":0,"finish_reason":"stop"}]}""", """{"choices":[{"index":0,"finish_reason":"stop"}]}""")]
    [InlineData(1, """{"choices":[{"finish_reason":"stop"}]}""", """{"choices":[{"finish_reason":"stop"}]}""")]
    [InlineData(2, """{"choices":[{"finish_reason":"stop"},{"finish_reason":"stop"}]}""", """{"choices":[],"usage":{"prompt_tokens":1}}""")]
    [InlineData(1, """{"choices":[{"index":0,"finish_reason":"stop"},{"index":0,"finish_reason":"stop"}]}""")]
    [InlineData(0, """{"choices":[{"index":0,"finish_reason":null}]}""")]
    public void A_choice_of_chat_counts_once(long finished, params string[] events) => Assert.Equal(finished, Last(ChatDialect.Instance, events));

    [Theory]
    [InlineData(2, """{"candidates":[{"index":0,"finishReason":"STOP"}]}""", """{"candidates":[{"finishReason":"STOP","index":1}]}""")]
    [InlineData(1, """{"candidates":[{"finishReason":"STOP"}]}""", """{"candidates":[{"index":0,"finishReason":"STOP"}]}""")]
    [InlineData(1, """{"candidates":[{"finishReason":1}]}""", """{"candidates":[{"finishReason":1}]}""")]
    [InlineData(2, """{"candidates":[{"finishReason":"STOP"}]}""", """{"promptFeedback":{"blockReason":"SAFETY"}}""")]
    public void A_candidate_of_Gemini_counts_once(long finished, params string[] events) => Assert.Equal(finished, Last(GenerateDialect.Instance, events));

    private static long Last(IDialect dialect, string[] events) => Reading.Stream(dialect.Follow(Two(dialect)), events)[^1].Finished;

    private static Envelope Two(IDialect dialect) => dialect is ChatDialect
        ? Reading.Envelope(dialect, """{"model":"m","n":2,"messages":[]}""")
        : Reading.Envelope(dialect, """{"contents":[],"generationConfig":{"candidateCount":2}}""", new RequestAddress("gemini", Stream: true));
}
