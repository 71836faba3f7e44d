using System.Text;
using System.Text.Json;
using CsCheck;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Tests.Fixtures;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Tests.Dialects.OpenAiChat;

/// <summary>What a chat request must be, and what is read of it.</summary>
public sealed class ChatEnvelopeTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("{\"model\":\"m\",\"messages\":[]")]
    [InlineData("{\"model\":\"m\",\"messages\":[],}")]
    [InlineData("{\"model\":\"m\" \"messages\":[]}")]
    [InlineData("{'model':'m'}")]
    [InlineData("{\"model\":\"m\",\"messages\":[]} x")]
    [InlineData("{\"model\":\"m\",\"messages\":[]}{}")]
    [InlineData("{\"model\":\"m\",\"messages\":[]}\0")]
    [InlineData("{\"model\":\"m\",/* hidden */\"messages\":[]}")]
    [InlineData("{\"model\":\"m\",\"messages\":[],\"seed\":01}")]
    [InlineData("{\"model\":\"m\",\"messages\":[],\"seed\":NaN}")]
    [InlineData("{\"model\":\"a\nb\",\"messages\":[]}")]
    [InlineData("{\"model\":\"\\x\",\"messages\":[]}")]
    [InlineData("{\"model\":\"m\",\"messages\":[],\"a\":tru}")]
    [InlineData("\uFEFF{\"model\":\"m\",\"messages\":[]}")]
    public void What_is_not_exactly_one_JSON_value_is_invalid_json(string body) =>
        Assert.Equal(RefusalCodes.InvalidJson, Requests.Refused(body).Code);

    [Theory]
    [InlineData("""{"role":"assistant","audio":{"id":"audio_1"}}""", true)]
    [InlineData("""{"role":"assistant","audio":{"transcript":"x","\u0069d":"audio_1"}}""", true)]
    [InlineData("""{"role":"assistant","audio":null,"au\u0064io":{"id":"audio_1"}}""", true)]
    [InlineData("""{"role":"assistant","audio":{"id":null}}""", false)]
    [InlineData("""{"role":"assistant","audio":null,"content":"audio"}""", false)]
    [InlineData("""{"role":"user","content":[{"type":"x","audio":{"id":"no"}}],"meta":{"audio":{"id":"no"}}}""", false)]
    public void What_a_model_has_said_aloud_cannot_be_referred_to(string message, bool isRefused)
    {
        var outcome = ChatDialect.Instance.ReadEnvelope(
            Encoding.UTF8.GetBytes($$$"""{"model":"m","messages":[{"role":"user","content":"x"},{{{message}}}],"audio":{"id":"no"}}"""), default);

        Assert.Equal(
            isRefused ? (RefusalCodes.StoredResponseUnsupported, "messages[*].audio.id") : default,
            outcome.TryGet(out _, out var refusal) ? default : (refusal.Code, refusal.Parameter));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Another_encoding_than_UTF_8_is_invalid_json(string encoding)
    {
        var text = Encoding.GetEncoding(encoding);
        var body = text.GetBytes(Requests.With("\"n\":1"));

        Assert.Equal(RefusalCodes.InvalidJson, Requests.Refused(body).Code);
        Assert.Equal(RefusalCodes.InvalidJson, Requests.Refused([.. text.GetPreamble(), .. body]).Code);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    public void Invalid_UTF_8_anywhere_is_invalid_json(byte[] bytes)
    {
        byte[] body = [.. "{\"model\":\"m\",\"messages\":[],\"user\":\""u8, .. bytes, .. "\"}"u8];

        Assert.Equal(RefusalCodes.InvalidJson, Requests.Refused(body).Code);
    }

    [Theory]
    [InlineData("[]", null)]
    [InlineData("\"text\"", null)]
    [InlineData("null", null)]
    [InlineData("1", null)]
    [InlineData("{}", "model")]
    [InlineData("{\"messages\":[]}", "model")]
    [InlineData("{\"model\":null,\"messages\":[]}", "model")]
    [InlineData("{\"model\":1,\"messages\":[]}", "model")]
    [InlineData("{\"model\":[\"m\"],\"messages\":[]}", "model")]
    [InlineData("{\"model\":\"\",\"messages\":[]}", "model")]
    [InlineData("{\"model\":\"\\ud800\",\"messages\":[]}", "model")]
    [InlineData("{\"model\":\"\\udc00\\ud800\",\"messages\":[]}", "model")]
    [InlineData("{\"model\":\"m\"}", "messages")]
    [InlineData("{\"model\":\"m\",\"messages\":null}", "messages")]
    [InlineData("{\"model\":\"m\",\"messages\":{}}", "messages")]
    [InlineData("{\"model\":\"m\",\"messages\":\"hi\"}", "messages")]
    public void A_request_needs_a_model_and_messages(string body, string? parameter) => AssertWrong(Requests.Refused(body), parameter);

    [Theory]
    [InlineData("\"stream\":\"true\"", "stream")]
    [InlineData("\"stream\":1", "stream")]
    [InlineData("\"stream\":{}", "stream")]
    [InlineData("\"stream_options\":true", "stream_options")]
    [InlineData("\"stream_options\":[]", "stream_options")]
    [InlineData("\"stream_options\":\"include_usage\"", "stream_options")]
    [InlineData("\"stream_options\":{\"include_usage\":\"yes\"}", "stream_options")]
    [InlineData("\"stream_options\":{\"include_usage\":1}", "stream_options")]
    [InlineData("\"stream_options\":{\"include_usage\":[true]}", "stream_options")]
    [InlineData("\"n\":0", "n")]
    [InlineData("\"n\":-1", "n")]
    [InlineData("\"n\":1.5", "n")]
    [InlineData("\"n\":1e0", "n")]
    [InlineData("\"n\":\"1\"", "n")]
    [InlineData("\"n\":true", "n")]
    [InlineData("\"n\":9223372036854775808", "n")]
    [InlineData("\"max_tokens\":-1", "max_tokens")]
    [InlineData("\"max_tokens\":0.5", "max_tokens")]
    [InlineData("\"max_tokens\":\"10\"", "max_tokens")]
    [InlineData("\"max_tokens\":9223372036854775808", "max_tokens")]
    [InlineData("\"max_tokens\":1e400", "max_tokens")]
    [InlineData("\"max_completion_tokens\":-1", "max_completion_tokens")]
    [InlineData("\"max_completion_tokens\":[]", "max_completion_tokens")]
    public void A_member_that_the_gateway_reads_has_its_type(string members, string parameter) =>
        AssertWrong(Requests.Refused(Requests.With(members)), parameter);

    [Theory]
    [InlineData("\"model\":\"m\"", "model")]
    [InlineData("\"model\":\"other\"", "model")]
    [InlineData("\"mod\\u0065l\":\"other\"", "model")]
    [InlineData("\"\\u006d\\u006F\\u0064\\u0065\\u006c\":\"other\"", "model")]
    [InlineData("\"messages\":[1]", "messages")]
    [InlineData("\"user\":1,\"user\":1", "user")]
    [InlineData("\"user\":1,\"\\u0075ser\":1", "user")]
    [InlineData("\"a/b\":1,\"a\\/b\":1", "a/b")]
    [InlineData("\"\":1,\"\":1", "")]
    [InlineData("\"\\ud83d\\ude00\":1,\"😀\":1", "😀")]
    [InlineData("\"stream_options\":{\"a\":1,\"\\u0061\":1}", "stream_options")]
    [InlineData("\"stream_options\":{\"include_usage\":true,\"include_usage\":false}", "stream_options")]
    public void A_member_that_is_there_twice_is_refused_however_it_is_spelt(string members, string parameter)
    {
        var refusal = Requests.Refused(Requests.With(members));

        AssertWrong(refusal, parameter);
        Assert.Contains("twice", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_the_same_name_in_either_case_of_its_digits() =>
        Assert.Contains("twice", Requests.Refused(Requests.With("\"\\ud800\":1,\"\\uD800\":1")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Model")]
    [InlineData("MODEL")]
    [InlineData("mode\\u004c")]
    [InlineData("STREAM")]
    [InlineData("Stream")]
    [InlineData("Stream_Options")]
    [InlineData("N")]
    [InlineData("Store")]
    [InlineData("max_Tokens")]
    [InlineData("Max_Completion_Tokens")]
    [InlineData("MAX_OUTPUT_TOKENS")]
    [InlineData("Messages")]
    [InlineData("\u017Ftream")]
    [InlineData("me\\u017fsages")]
    [InlineData("max_to\u212Aens")]
    public void A_governed_member_in_other_letters_is_refused(string name)
    {
        // The last three are the letters that Unicode folds into s and k, as readers written in Go do.
        var refusal = Requests.Refused(Requests.With($"\"{name}\":1"));

        AssertWrong(refusal, JsonDocument.Parse($"\"{name}\"").RootElement.GetString());
        Assert.Contains("only in case", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"user\":1,\"User\":1")]
    [InlineData("\"\\ud800\":1,\"\\ud801\":1")]
    [InlineData("\"\\ud800\":1,\"\\\\ud800\":1")]
    [InlineData("\"models\":1")]
    [InlineData("\"metadata\":{\"a\":1,\"a\":2,\"Model\":1,\"model\":2}")]
    [InlineData("\"user\":\"\\ud800\"")]
    [InlineData("\"metadata\":{\"\\ud800\":\"\\udc00\\ud800\"}")]
    [InlineData("\"tools\":[{\"\\udfff\":{\"\\ud800\":[\"\\ud800\"]}}]")]
    [InlineData("\"stream_options\":{\"\\ud800\":1}")]
    [InlineData("\"temperature\":1e400,\"seed\":123456789012345678901234567890")]
    [InlineData("\"stream\":null,\"n\":null,\"max_tokens\":null,\"max_completion_tokens\":null,\"stream_options\":null")]
    [InlineData("\"user\":\"\\u0000\"")]
    public void What_is_only_carried_passes(string members)
    {
        var envelope = Requests.Read(Requests.With(members));

        Assert.Equal("m", envelope.Model);
        Assert.Equal((false, 1L, null), (envelope.Stream, envelope.Choices, envelope.MaxOutputTokens));
    }

    [Theory]
    [InlineData(254, true)]
    [InlineData(255, true)]
    [InlineData(256, false)]
    [InlineData(100_000, false)]
    public void It_may_be_256_levels_deep_and_no_deeper(int inside, bool passes)
    {
        // The request itself is the first level.
        foreach (var (open, close) in new[] { ("[", "]"), ("{\"a\":", "}") })
        {
            var nested = string.Concat(Enumerable.Repeat(open, inside)) + "1" + string.Concat(Enumerable.Repeat(close, inside));
            var body = Requests.Bytes(Requests.With($"\"metadata\":{nested}"));

            if (passes)
                Requests.Read(body);
            else
                Assert.Equal(RefusalCodes.InvalidJson, Requests.Refused(body).Code);
        }
    }

    [Theory]
    [InlineData("\"n\":9223372036854775807", long.MaxValue, null)]
    [InlineData("\"n\":3,\"max_tokens\":0", 3, 0L)]
    [InlineData("\"max_tokens\":10", 1, 10L)]
    [InlineData("\"max_completion_tokens\":20", 1, 20L)]
    [InlineData("\"max_tokens\":10,\"max_completion_tokens\":20", 1, 20L)]
    [InlineData("\"max_completion_tokens\":10,\"max_tokens\":20", 1, 20L)]
    [InlineData("\"max_completion_tokens\":10,\"max_tokens\":null", 1, 10L)]
    [InlineData("\"max_completion_tokens\":null,\"max_tokens\":20", 1, 20L)]
    [InlineData("\"max_tokens\":9223372036854775807", 1, long.MaxValue)]
    public void Of_two_output_limits_the_larger_bounds_the_answer(string members, long choices, long? limit)
    {
        // Providers differ in which of the two they follow.
        var envelope = Requests.Read(Requests.With(members));

        Assert.Equal((choices, limit), (envelope.Choices, envelope.MaxOutputTokens));
    }

    [Theory]
    [InlineData("", StreamUsageForm.Absent, "")]
    [InlineData(",\"stream_options\":null", StreamUsageForm.Null, "null")]
    [InlineData(",\"stream_options\":{}", StreamUsageForm.Empty, "{}")]
    [InlineData(",\"stream_options\":{ }", StreamUsageForm.Empty, "{ }")]
    [InlineData(",\"stream_options\":{\"a\":{\"include_usage\":true}}", StreamUsageForm.OtherMembers, "{\"a\":{\"include_usage\":true}}")]
    [InlineData(",\"stream_options\":{\"include_usage\":false}", StreamUsageForm.Declined, "false")]
    [InlineData(",\"stream_options\":{\"a\":[1], \"include_usage\" : null}", StreamUsageForm.Declined, "null")]
    [InlineData(",\"stream_options\":{\"include_usage\":true,\"a\":1}", StreamUsageForm.Asked, "true")]
    [InlineData(",\"stream_options\":{\"include\\u005fusage\":true}", StreamUsageForm.Asked, "true")]
    public void What_a_stream_says_of_usage_is_found_with_its_place(string members, StreamUsageForm form, string slice)
    {
        var body = $$"""{"model":"m","messages":[],"stream":true{{members}}}""";

        var envelope = Requests.Read(body);

        Assert.True(envelope.Stream);
        Assert.Equal(form, envelope.StreamUsage);
        Assert.Equal(slice, body.Substring(envelope.StreamUsageSlice.Start, envelope.StreamUsageSlice.Length));
    }

    [Fact]
    public void The_slices_of_any_request_are_the_values_that_they_say() => Requests.Any.Sample(text =>
    {
        var body = Requests.Bytes(text);
        var envelope = Requests.Read(body);
        using var whole = JsonDocument.Parse(body);
        var root = whole.RootElement;

        Assert.Equal((byte)'{', body[envelope.FirstMember - 1]);
        Assert.Equal(root.GetProperty("model").GetRawText(), TextOf(body, envelope.ModelSlice!.Value));
        Assert.Equal(root.GetProperty("model").GetString(), envelope.Model);
        Assert.Equal(root.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True, envelope.Stream);
        if (!root.TryGetProperty("stream_options", out var options))
        {
            Assert.Equal(StreamUsageForm.Absent, envelope.StreamUsage);
            return;
        }

        if (options.ValueKind == JsonValueKind.Object && options.TryGetProperty("include_usage", out var include))
            options = include;
        Assert.Equal(options.GetRawText(), TextOf(body, envelope.StreamUsageSlice));
    });

    [Fact]
    public void A_request_cut_off_anywhere_is_refused() => Requests.Any.Sample(
        text =>
        {
            var body = Requests.Bytes(text.TrimEnd());
            for (var length = 0; length < body.Length; length++)
                Requests.Refused(body.AsSpan(0, length));
        },
        iter: 20);

    [Theory]
    [InlineData(998, true)]
    [InlineData(999, false)]
    public void It_may_have_a_thousand_members_and_no_more(int others, bool passes)
    {
        var members = string.Join(',', Enumerable.Range(0, others).Select(i => $"\"x{i}\":0"));

        if (passes)
            Assert.Equal("m", Requests.Read(Requests.With(members)).Model);
        else
            AssertWrong(Requests.Refused(Requests.With(members)), null);
    }

    [Fact]
    public void A_spelling_of_include_usage_in_other_letters_is_refused() =>
        AssertWrong(Requests.Refused(Requests.With("\"stream_options\":{\"Include_usage\":true}")), "stream_options");

    [Fact]
    public void A_refusal_does_not_repeat_an_endless_name()
    {
        var name = new string('x', 100_000);

        var refusal = Requests.Refused(Requests.With($"\"{name}\":1,\"{name}\":2"));

        Assert.InRange(refusal.Message.Length + refusal.Parameter!.Length, 1, 500);
    }

    [Fact]
    public void A_refusal_of_broken_JSON_says_where_and_quotes_nothing()
    {
        var refusal = Requests.Refused("{\"model\":\n  t" + new string('x', 100_000));

        Assert.Equal("The body is not valid JSON, or it is nested more than 256 levels deep: look at line 2, byte 4.", refusal.Message);
    }

    private static string TextOf(byte[] body, JsonSlice slice) => Encoding.UTF8.GetString(body, slice.Start, slice.Length);

    private static void AssertWrong(Refusal refusal, string? parameter)
    {
        Assert.Equal(RefusalCodes.InvalidRequest, refusal.Code);
        Assert.Equal(parameter, refusal.Parameter);
    }
}
