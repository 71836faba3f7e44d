using FerroGate.Ai.Dialects.TokenCounts;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Tests.Fixtures;
using FerroGate.Core.Refusals;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Tests.Dialects.TokenCounts;

/// <summary>Counting tokens reads the same requests as asking does, and spends nothing.</summary>
public sealed class TokenCountDialectTests
{
    public static TheoryData<TokenCountDialect, string> Requests => new()
    {
        { TokenCountDialect.Messages, """{"model":"m","messages":[{"role":"user","content":"hello"}]}""" },
        { TokenCountDialect.Responses, """{"model":"m","input":"hello"}""" },
        { TokenCountDialect.Generate, """{"contents":[{"parts":[{"text":"hello"}]}]}""" },
        { TokenCountDialect.Generate, """{"generateContentRequest":{"contents":[{"parts":[{"text":"hello"}]}]}}""" },
    };

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public void A_request_holds_nothing(TokenCountDialect dialect, string body)
    {
        var envelope = Reading.Envelope(dialect, body, new RequestAddress("m", Stream: false));

        Assert.Equal(("m", false, 0L, 0L, 0L), (envelope.Model, envelope.Stream, envelope.InputBound, envelope.InputEstimate, envelope.MaxOutputTokens));
    }

    [Fact]
    public void What_the_counted_protocol_refuses_is_refused() => Assert.Equal(
        RefusalCodes.StoredResponseUnsupported,
        Reading.Refused(TokenCountDialect.Messages, """{"model":"m","messages":[],"container":"container_1"}""").Code);

    [Fact]
    public void What_it_names_of_what_is_stored_is_found() => Assert.Equal(
        "resp_1",
        Assert.Single(Reading.Envelope(TokenCountDialect.Responses, """{"model":"m","input":"x","previous_response_id":"resp_1"}""").References).Id);

    [Theory]
    [InlineData("""{"generateContentRequest":{"model":"models/other","contents":[]}}""", "generateContentRequest.model")]
    [InlineData("""{"generateContentRequest":{"contents":[],"cachedContent":"cachedContents/a"}}""", "generateContentRequest.cachedContent")]
    public void What_is_counted_of_Gemini_may_name_nothing_else(string body, string parameter) =>
        Assert.Equal(parameter, Reading.Refused(TokenCountDialect.Generate, body, new RequestAddress("m", Stream: false)).Parameter);

    [Fact]
    public async Task A_model_inside_of_what_is_counted_changes_too() => Assert.Equal(
        """{"generateContentRequest":{"model": "models/gemini-x","contents":[]}}""",
        await Reading.Spliced(
            TokenCountDialect.Generate, """{"generateContentRequest":{"model": "models/m","contents":[]}}""", "gemini-x", new RequestAddress("m", Stream: false)));

    [Theory]
    [InlineData("""{"input_tokens":2095}""", false)]
    [InlineData("""{"type":"error","error":{"type":"not_found_error"}}""", true)]
    public void An_answer_spends_nothing(string body, bool isError)
    {
        var facts = Reading.Answer(TokenCountDialect.Messages, body)!;

        Assert.Equal((new TokenUsage { Input = 0, Output = 0 }, isError), (facts.Usage, facts.IsError));
        Assert.Null(Reading.Answer(TokenCountDialect.Messages, body[..^1]));
    }
}
