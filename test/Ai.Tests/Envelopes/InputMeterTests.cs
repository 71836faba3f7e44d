using System.Text;
using CsCheck;
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
    public void Without_media_the_bound_is_the_length_of_the_body()
    {
        var body = Requests.With("\"tools\":[{\"description\":\"long enough\"}],\"stop\":\"x\"");

        Assert.Equal(body.Length, Requests.Read(body).InputBound);
    }

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
        Assert.InRange(envelope.InputBound, PerMedium, PerMedium + body.Length - Payload.Length);
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

        Assert.Equal(body.Length + PerMedium, envelope.InputBound);
        Assert.InRange(envelope.InputEstimate, EstimatePerMedium, EstimatePerMedium + body.Length);
    }

    [Fact]
    public void Several_media_count_several_times()
    {
        const string Image = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x.example/a.png\"}}";
        var body = Message(string.Join(',', Image, Image, Image));

        Assert.Equal(body.Length + (3 * PerMedium), Requests.Read(body).InputBound);
    }

    [Theory]
    [InlineData("{\"type\":\"text\",\"text\":\"data:image/png;base64,*\"}")]
    [InlineData("{\"type\":\"text\",\"text\":\"https://x.example/*\"}")]
    [InlineData("{\"url\":[\"data:*\"]}")]
    [InlineData("{\"data\":{\"text\":\"*\"}}")]
    public void Text_that_looks_like_a_medium_is_text(string part)
    {
        var body = Message(part.Replace("*", Payload, StringComparison.Ordinal));

        Assert.Equal(body.Length, Requests.Read(body).InputBound);
    }

    private static string Message(string parts) => $$"""{"model":"m","messages":[{"role":"user","content":[{{parts}}]}]}""";

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
