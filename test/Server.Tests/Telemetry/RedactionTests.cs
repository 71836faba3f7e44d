using System.Text;
using FerroGate.Server.Telemetry.Bodies;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry;

/// <summary>What of a body is never written down.</summary>
public sealed class RedactionTests
{
    [Theory]
    [InlineData("""{"password":"hunter2","user":"ann"}""", """{"password":"(redacted)","user":"ann"}""")]
    [InlineData("""{"Db_Password" : "a\"b\\","x":1}""", """{"Db_Password" : "(redacted)","x":1}""")]
    [InlineData("""{"api-key":"abc"}""", """{"api-key":"(redacted)"}""")]
    [InlineData("""{"password":"cut off in the mid""", """{"password":"(redacted)""")]
    [InlineData("""{"arguments":"{\"client_secret\":\"abc\",\"n\":1}"}""", """{"arguments":"{\"client_secret\":\"(redacted)\",\"n\":1}"}""")]
    [InlineData("""{"arguments":"{\"secret\": \"a\\\"b\", \"n\":1}"}""", """{"arguments":"{\"secret\": \"(redacted)\", \"n\":1}"}""")]
    [InlineData("the key is sk-proj-abcdefghijklmnopqrst.", "the key is (redacted).")]
    [InlineData("fg-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijk", "(redacted)")]
    [InlineData("ghp_0123456789abcdefghij0123 and AKIAIOSFODNN7EXAMPLE", "(redacted) and (redacted)")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", "(redacted)")]
    [InlineData("Authorization: Bearer abcdef0123456789", "Authorization: Bearer (redacted)")]
    [InlineData("postgres://ann:pw@db/x", "postgres://(redacted)@db/x")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----!", "(redacted)!")]
    [InlineData("-----BEGIN PRIVATE KEY-----\\nMIIE", "(redacted)")]
    [InlineData("mail ann.b+c@example.co.uk now", "mail (redacted) now")]
    [InlineData("card 4111 1111 1111 1111.", "card (redacted).")]
    [InlineData("""{"content":"keys:\nsk-proj-abcdefghijklmnopqrst\tAKIAIOSFODNN7EXAMPLE\r4111111111111111\u000aann@example.com"}""", """{"content":"keys:\n(redacted)\t(redacted)\r(redacted)\u000a(redacted)"}""")]
    [InlineData("""{"content":"a:\nBearer abcdef0123456789"}""", """{"content":"a:\nBearer (redacted)"}""")]
    [InlineData("4111 1111 1111 1111 12/27", "(redacted) 12/27")]
    [InlineData("4111111111111111 123", "(redacted) 123")]
    [InlineData("12 4111-1111-1111-1111 5500005555555559", "12 (redacted) (redacted)")]
    [InlineData("redis://:hunter2@localhost", "redis://(redacted)@localhost")]
    [InlineData("""{"password":12345678,"secrets":["a","b"],"n":1}""", """{"password":"(redacted)","secrets":"(redacted)","n":1}""")]
    public void Secrets_and_what_names_people_are_covered(string text, string shown) => Assert.Equal(shown, Redaction.Of(text));

    [Theory]
    [InlineData("""{"max_tokens":100,"messages":[{"role":"user","content":"hello"}]}""")]
    [InlineData("""{"total_tokens":12,"token":"word"}""")]
    [InlineData("order 1234567890123456 of 2026-11-28")]
    [InlineData("see https://example.com/a?b=c@d")]
    [InlineData("sk-short")]
    [InlineData("a task-0123456789abcdef0123 of a-b-c-d-e-f")]
    public void Everything_else_is_left_as_it_is(string text) => Assert.Equal(text, Redaction.Of(text));

    [Fact]
    public void Media_are_replaced_by_their_length() => Assert.Equal(
        """{"url":"data:image/png;base64,(1002 characters of media)"}""",
        Redaction.Of($$"""{"url":"data:image/png;base64,{{new string('A', 1000)}}=="}"""));

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("\"password\":\"")]
    [InlineData("\\\"password\\\":\\\"\\\\\\\\")]
    [InlineData("a@a.a.")]
    [InlineData("1 1-")]
    [InlineData("://a:")]
    [InlineData("eyJaaaaaaaaa.")]
    public void No_text_takes_long(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 20_000 / part.Length));

        // A pattern that goes back and forth would not end in the time of the whole test run.
        Assert.True(Redaction.Of(text).Length > 0);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"sk"}}]}""", """{"choices":[{"index":0,"delta":{"content":"-proj-abcdefghijklmnopqrst"}}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"mail alice"}}]}""", """{"choices":[{"index":0,"delta":{"content":"@example.com"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{\"pass"}}]}}]}""", """{"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"arguments":"word\":\"hunter2\"}"}}]}}]}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"text":"4111 1111"}}""", """{"type":"content_block_delta","index":0,"delta":{"text":" 1111 1111"}}""")]
    [InlineData("""{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"sk-proj"}""", """{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"-abcdefghijklmnopqrst"}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"AKIAIOSF"}]}}]}""", """{"candidates":[{"content":{"parts":[{"text":"ODNN7EXAMPLE"}]}}]}""")]
    public void What_a_stream_splits_over_its_events_is_covered_as_one_text(string first, string second)
    {
        var copy = new BodyCopy();
        copy.Add(Encoding.UTF8.GetBytes($"data: {first}\n\ndata: {second}\n\ndata: [DONE]\n\n"));

        var shown = copy.ForRecord(isStream: true);

        Assert.Contains("(redacted)", shown, StringComparison.Ordinal);
        Assert.DoesNotMatch("hunter2|AKIA|sk-proj|alice|4111", shown);
    }

    [Fact]
    public void A_body_that_is_cut_shows_no_beginning_of_a_secret()
    {
        var copy = new BodyCopy();
        copy.Add(Encoding.UTF8.GetBytes($$"""{"image":"{{new string('A', 9_000)}}","text":"{{new string('x', 300)}} """ + string.Concat(Enumerable.Repeat("word ", 2_227)) + "AKIAIOSFODNN7EXAMPLE"));

        Assert.DoesNotContain("AKIA", copy.ForRecord(isStream: false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_is_a_list_of_pieces_is_not_shown()
    {
        var copy = new BodyCopy();
        copy.Add("[{\"candidates\":[]}"u8);

        Assert.Null(copy.ForRecord(isStream: true));
    }
}
