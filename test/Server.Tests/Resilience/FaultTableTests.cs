using FerroGate.Ai.Conversations.Answers;
using FerroGate.Server.Ai.Faults;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>What providers say in their own words, and what it means here.</summary>
public sealed class FaultTableTests
{
    [Theory]
    [InlineData(400, null, "", "CallerError")]
    [InlineData(404, null, "", "CallerError")]
    [InlineData(413, null, "", "CallerError")]
    [InlineData(422, null, "", "CallerError")]
    [InlineData(400, "invalid_request_error", "max_tokens: Field required", "CallerError")]
    [InlineData(404, "model_not_found", "The model `x` does not exist", "NoSuchModel")]
    [InlineData(404, "not_found_error", "model: claude-x", "NoSuchModel")]
    [InlineData(404, "DeploymentNotFound", "The API deployment for this resource does not exist.", "NoSuchModel")]
    [InlineData(400, "context_length_exceeded", "This model's maximum context length is 8192 tokens.", "ContextOverflow")]
    [InlineData(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", "ContextOverflow")]
    [InlineData(400, "invalid_request_error", "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000", "ContextOverflow")]
    [InlineData(400, "INVALID_ARGUMENT", "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).", "ContextOverflow")]
    [InlineData(400, "content_filter", "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.", "ContentRefused")]
    [InlineData(400, "content_policy_violation", "Your request was rejected as a result of our safety system.", "ContentRefused")]
    [InlineData(400, "invalid_request_error", "This model does not support assistant message prefill.", "PrefillRefused")]
    [InlineData(429, null, "", "RateLimited")]
    [InlineData(429, "rate_limit_exceeded", "Rate limit reached", "RateLimited")]
    [InlineData(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted", "RateLimited")]
    [InlineData(429, "insufficient_quota", "You exceeded your current quota, please check your plan", "QuotaExhausted")]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.", "QuotaExhausted")]
    [InlineData(402, null, "", "QuotaExhausted")]
    [InlineData(529, "overloaded_error", "Overloaded", "Overloaded")]
    [InlineData(503, "UNAVAILABLE", "The model is overloaded.", "Overloaded")]
    [InlineData(503, null, "", "Overloaded")]
    [InlineData(500, null, "", "ServerError")]
    [InlineData(500, "server_error", "The server had an error", "ServerError")]
    [InlineData(500, "server_error", "a context window was closed", "ServerError")]
    [InlineData(502, null, "", "ServerError")]
    [InlineData(504, "DEADLINE_EXCEEDED", "", "ServerError")]
    [InlineData(408, null, "", "ServerError")]
    [InlineData(302, null, "", "NoAnswer")]
    public void An_error_with_a_status_is_understood(int status, string? code, string message, string kind) =>
        Assert.Equal(kind, FaultTable.Of(status, code is null && message.Length == 0 ? null : new ProviderFault(message, code)).ToString());

    [Theory]
    [InlineData("overloaded_error", "Overloaded", null, "Overloaded")]
    [InlineData("rate_limit_error", "Slow down", null, "RateLimited")]
    [InlineData("server_error", "The model failed", null, "ServerError")]
    [InlineData(null, "Something", 429, "RateLimited")]
    [InlineData(null, "Something", 400, "CallerError")]
    [InlineData(null, "Something", null, "ServerError")]
    [InlineData("context_length_exceeded", "Your input exceeds the context window", null, "ContextOverflow")]
    public void An_error_inside_an_answer_is_understood(string? code, string message, int? status, string kind) =>
        Assert.Equal(kind, FaultTable.Of(new ProviderFault(message, code) { Status = status }).ToString());

    [Fact]
    public void Every_fault_means_something_and_no_callers_fault_opens_a_circuit_or_is_shopped_around()
    {
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            var meaning = FaultTable.Of(kind);

            Assert.False(meaning is { Blame: Blame.Caller, OpensCircuit: true }, kind.ToString());
            Assert.False(meaning is { Blame: Blame.Caller, Next: NextStep.Repeat or NextStep.Next }, kind.ToString());
            Assert.Matches("^[a-z_]+$", FaultNames.Of(kind));
        }
    }
}
