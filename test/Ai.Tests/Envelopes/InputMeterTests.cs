using System.Text;
using CsCheck;
using FerroGate.Ai.Counting;
using FerroGate.Ai.Tests.Fixtures;

namespace FerroGate.Ai.Tests.Envelopes;

/// <summary>How large the input of a request can be, as its envelope says.</summary>
public sealed class InputMeterTests
{
    private const long PerMedium = 8_192;
    private const long EstimatePerMedium = 512;

    private static readonly string Payload = new('A', 4_000);

    [Fact]
    public void The_bound_of_text_is_never_below_a_token_for_each_of_its_bytes() =>
        Gen.String[0, 200].Array[0, 10].Sample(texts =>
        {
            var messages = texts.Select(text => $$"""{"role":"user","content":{{Quoted(text)}}}""");
            var envelope = Requests.Read($$"""{"model":"m","messages":[{{string.Join(',', messages)}}]}""");
            var bytes = texts.Sum(text => Encoding.UTF8.GetByteCount(text));

            Assert.True(envelope.InputBound >= bytes);
            Assert.InRange(envelope.InputEstimate, bytes / 4, envelope.InputBound);
        });

    [Fact]
    public void Text_and_the_names_in_tools_count_and_what_else_frames_them_counts_apart()
    {
        const string Body = """
            {"model":"m","messages":[{"role":"user","content":"h\u00e9llo\n"},{"role":"user","content":[{"type":"text","text":"\ud83d\ude00"}]}],
            "tools":[{"function":{"name":"get","strict":true}},{"function":{"name":"put"}}],"temperature":0.5}
            """;

        // user, héllo and its line end, user, text, a smile; function, name, get, strict; function, name, put.
        Assert.Equal(
            new InputSize(TextBytes: 4 + 7 + 4 + 4 + 4 + 8 + 4 + 3 + 6 + 8 + 4 + 3, FrameBytes: 4 + 7 + 4 + 7 + 4 + 4 + 4 + 3, Numbers: 1, Messages: 2, Tools: 2, Media: 0),
            Requests.Read(Body).Input);
    }

    [Theory]
    [InlineData("[{\"type\":\"function\",\"function\":{\"name\":\"a\",\"parameters\":{\"anyOf\":[{},{}]}}}]", 1)]
    [InlineData("[{\"name\":\"a\",\"input_schema\":{\"required\":[\"x\"]}},{\"name\":\"b\"}]", 2)]
    [InlineData("[{\"functionDeclarations\":[{\"name\":\"a\"},{\"name\":\"b\"}]}]", 3)]
    [InlineData("[]", 0)]
    [InlineData("{}", 0)]
    public void Tools_are_counted_in_their_list_and_in_lists_of_it(string tools, int count) =>
        Assert.Equal(count, Requests.Read(Requests.With($"\"tools\":{tools}")).Input.Tools);

    [Fact]
    public void The_bound_is_the_text_and_what_each_part_costs_beside_it() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Long[0, 10_000], Gen.Int[0, 100], Gen.Int[0, 20], Gen.Int[0, 5]).Sample((text, frame, messages, tools, media) =>
        {
            var size = new InputSize(text, frame, 0, messages, tools, media);
            var parts = InputCosts.PerRequest + (messages * InputCosts.PerMessage) + (tools > 0 ? InputCosts.ForTools : 0) + (tools * InputCosts.PerTool);

            Assert.Equal(text + frame + parts, InputCosts.TextBound(size));
            Assert.Equal(InputCosts.TextBound(size) + (media * PerMedium), InputCosts.Bound(size));
        });

    [Theory]
    [InlineData("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,*\"}}")]
    [InlineData("{\"type\":\"image_url\",\"image_url\":\"data:image/png;base64,*\"}")]
    [InlineData("{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"*\",\"format\":\"wav\"}}")]
    [InlineData("{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\",\"file_data\":\"*\"}}")]
    [InlineData("{\"type\":\"file\",\"file\":{\"file_data\":\"data:application/pdf;base64,*\"}}")]
    public void The_base64_of_a_medium_counts_as_a_constant(string part)
    {
        var body = Message(part.Replace("*", Payload, StringComparison.Ordinal));
        var envelope = Requests.Read(body);

        // The words around the payload stay text.
        Assert.Equal(1, envelope.Input.Media);
        Assert.InRange(envelope.Input.TextBytes, 1, body.Length - Payload.Length);
        Assert.InRange(envelope.InputEstimate, EstimatePerMedium, EstimatePerMedium + 50);
    }

    [Theory]
    [InlineData("{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x.example/a.png\"}}")]
    [InlineData("{\"type\":\"image_url\",\"image_url\":{\"url\":\"HTTPS://x.example/a.png\"}}")]
    [InlineData("{\"type\":\"image_url\",\"image_url\":{\"url\":\"\\u0068ttps://x.example/a.png\"}}")]
    [InlineData("{\"type\":\"image_url\",\"image_url\":{\"u\\u0072l\":\"https://x.example/a.png\"}}")]
    [InlineData("{\"type\":\"image_url\",\"image_url\":\"gs://bucket/a.png\"}")]
    [InlineData("{\"type\":\"file\",\"file\":{\"file_id\":\"file-abc\"}}")]
    public void What_a_short_reference_stands_for_counts_beside_its_text(string part)
    {
        var body = Message(part);
        var envelope = Requests.Read(body);

        Assert.Equal(1, envelope.Input.Media);
        Assert.InRange(envelope.InputEstimate, EstimatePerMedium, EstimatePerMedium + body.Length);
    }

    [Fact]
    public void Several_media_count_several_times()
    {
        const string Image = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x.example/a.png\"}}";
        var body = Message(string.Join(',', Image, Image, Image));

        Assert.Equal(3, Requests.Read(body).Input.Media);
    }

    [Theory]
    [InlineData("{\"type\":\"text\",\"text\":\"data:image/png;base64,*\"}")]
    [InlineData("{\"type\":\"text\",\"text\":\"https://x.example/*\"}")]
    [InlineData("{\"url\":[\"data:*\"]}")]
    [InlineData("{\"data\":{\"text\":\"*\"}}")]
    public void Text_that_looks_like_a_medium_is_text(string part)
    {
        var body = Message(part.Replace("*", Payload, StringComparison.Ordinal));

        var size = Requests.Read(body).Input;
        Assert.Equal(0, size.Media);
        Assert.InRange(size.TextBytes, Payload.Length, body.Length);
    }

    private static string Message(string parts) => $$"""{"model":"m","messages":[{"role":"user","content":[{{parts}}]}]}""";

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
