using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Tests.Fixtures;

namespace FerroGate.Ai.Tests.Dialects.OpenAiChat;

/// <summary>What a provider of the same protocol receives: the client's bytes but for the model and the usage option.</summary>
public sealed class ChatSpliceTests
{
    private static readonly Gen<string> ModelNames = Gen.OneOf("m", "gpt-5", "a\"b\\c", "名前/模型", "😀", "line\nend", "</script>&'");

    [Theory]
    [InlineData("""{"model":"m","messages":[]}""", """{"model":"p","messages":[]}""")]
    [InlineData("""{"model":"m","messages":[],"stream":false,"stream_options":{}}""", """{"model":"p","messages":[],"stream":false,"stream_options":{}}""")]
    [InlineData("""{"model":"m","messages":[],"stream":true}""", """{"stream_options":{"include_usage":true},"model":"p","messages":[],"stream":true}""")]
    [InlineData(""" { "stream":true, "model" : "m" ,"messages":[]} """, """ {"stream_options":{"include_usage":true}, "stream":true, "model" : "p" ,"messages":[]} """)]
    [InlineData("""{"stream_options":null,"model":"m","messages":[],"stream":true}""", """{"stream_options":{"include_usage":true},"model":"p","messages":[],"stream":true}""")]
    [InlineData("""{"model":"m","messages":[],"stream":true,"stream_options":{}}""", """{"model":"p","messages":[],"stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","messages":[],"stream":true,"stream_options":{ }}""", """{"model":"p","messages":[],"stream":true,"stream_options":{"include_usage":true }}""")]
    [InlineData("""{"model":"m","messages":[],"stream":true,"stream_options":{ "a":1}}""", """{"model":"p","messages":[],"stream":true,"stream_options":{"include_usage":true, "a":1}}""")]
    [InlineData("""{"model":"m","messages":[],"stream":true,"stream_options":{"include_usage":false}}""", """{"model":"p","messages":[],"stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","messages":[],"stream":true,"stream_options":{"a":1,"include_usage": null }}""", """{"model":"p","messages":[],"stream":true,"stream_options":{"a":1,"include_usage": true }}""")]
    [InlineData("""{"model":"m","messages":[],"stream":true,"stream_options":{"include_usage":true}}""", """{"model":"p","messages":[],"stream":true,"stream_options":{"include_usage":true}}""")]
    public async Task Only_the_model_and_the_usage_option_change(string client, string provider) =>
        Assert.Equal(provider, await Splice(client, "p", injectUsage: true));

    [Fact]
    public async Task Without_injection_a_stream_keeps_its_options() => Assert.Equal(
        """{"model":"p","messages":[],"stream":true,"stream_options":{"include_usage":false}}""",
        await Splice("""{"model":"m","messages":[],"stream":true,"stream_options":{"include_usage":false}}""", "p", injectUsage: false));

    [Theory]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("a\\b", "\"a\\\\b\"")]
    [InlineData("ü/模型", "\"ü/模型\"")]
    [InlineData("a\nb", "\"a\\nb\"")]
    [InlineData("a+b<c>", "\"a+b<c>\"")]
    public async Task The_model_is_written_as_one_JSON_string(string model, string written) =>
        Assert.Equal($$"""{"model":{{written}},"messages":[]}""", await Splice("""{"model":"m","messages":[]}""", model, injectUsage: true));

    [Theory]
    [InlineData("""{"model":"\u006d","messages":[]}""")]
    [InlineData("""{"messages":[], "model" :   "m"}""")]
    public async Task A_model_of_the_same_name_is_left_as_the_client_spelt_it(string body) =>
        Assert.Equal(body, await Splice(body, "m", injectUsage: true));

    [Fact]
    public async Task Any_spliced_request_means_the_same_but_for_model_and_usage() =>
        await Gen.Select(Requests.Any, ModelNames, Gen.Bool).SampleAsync(async (client, model, inject) =>
        {
            var envelope = Requests.Read(client);
            var spliced = await Splice(client, model, inject);

            var expected = JsonNode.Parse(client)!.AsObject();
            expected["model"] = model;
            if (inject && envelope.NeedsUsageInjection)
            {
                var options = expected["stream_options"] as JsonObject;
                if (options is null)
                    expected["stream_options"] = options = [];
                options["include_usage"] = true;
            }

            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(spliced)), spliced);
            var again = Requests.Read(spliced);
            Assert.Equal(model, again.Model);
            if (inject && again.Stream)
                Assert.Equal(StreamUsageForm.Asked, again.StreamUsage);
        });

    [Fact]
    public async Task All_bytes_around_the_changes_stay_as_they_were() =>
        await Gen.Select(Requests.Any, ModelNames).SampleAsync(async (client, model) =>
        {
            var body = Requests.Bytes(client);
            var slice = Requests.Read(body).ModelSlice!.Value;
            var spliced = Requests.Bytes(await Splice(client, model, injectUsage: false));

            Assert.Equal(body[..slice.Start], spliced[..slice.Start]);
            Assert.Equal(body[slice.End..], spliced[^(body.Length - slice.End)..]);
        });

    private static async Task<string> Splice(string client, string model, bool injectUsage)
    {
        var body = Requests.Bytes(client);
        var spliced = ChatSplice.For(body, Requests.Read(body), model, injectUsage);
        using var stream = new MemoryStream();
        await spliced.WriteToAsync(stream, CancellationToken.None);
        Assert.Equal(spliced.Length, stream.Length);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
