using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Tests.Dialects.OpenAiChat;

/// <summary>What clients of the chat protocol read from us, to the byte.</summary>
public sealed class WritersTests
{
    [Theory]
    [InlineData(ErrorType.InvalidRequest, "invalid_request_error")]
    [InlineData(ErrorType.NotFound, "invalid_request_error")]
    [InlineData(ErrorType.Authentication, "authentication_error")]
    [InlineData(ErrorType.Permission, "permission_error")]
    [InlineData(ErrorType.RateLimit, "rate_limit_error")]
    [InlineData(ErrorType.Api, "api_error")]
    public void An_error_has_the_dialects_own_type(ErrorType type, string name) => Assert.Equal(
        $$$"""{"error":{"message":"No.","type":"{{{name}}}","code":"some_code","param":null,"request_id":"r-1"}}""",
        Written(output => ChatErrorWriter.Write(output, new Refusal(400, type, "some_code", "No."), "r-1")));

    [Fact]
    public void An_error_names_the_member_to_blame_and_escapes_what_it_quotes() => Assert.Equal(
        """{"error":{"message":"\"a\"\n\uFFFD","type":"invalid_request_error","code":"invalid_request","param":"a<b","request_id":"r"}}""",
        Written(output => ChatErrorWriter.Write(
            output,
            new Refusal(400, ErrorType.InvalidRequest, RefusalCodes.InvalidRequest, "\"a\"\n" + (char)0xD800) { Parameter = "a<b" },
            "r")));

    [Fact]
    public void An_error_in_a_stream_is_one_event() => Assert.Equal(
        "data: {\"error\":{\"message\":\"cut\",\"type\":\"api_error\",\"code\":\"provider_stream_interrupted\",\"param\":null,\"request_id\":\"r\"}}\n\n",
        Written(output => ChatErrorWriter.WriteEvent(
            output,
            new Refusal(502, ErrorType.Api, RefusalCodes.ProviderStreamInterrupted, "cut"),
            "r")));

    [Fact]
    public void A_list_of_models_keeps_their_order() => Assert.Equal(
        """{"object":"list","data":[{"id":"b","object":"model","created":0,"owned_by":"echo"},{"id":"a","object":"model","created":0,"owned_by":"echo"}]}""",
        Written(output => ModelListWriter.WriteList(output, [NewModel("b"), NewModel("a")])));

    [Fact]
    public void A_list_of_no_models_is_a_list() =>
        Assert.Equal("""{"object":"list","data":[]}""", Written(output => ModelListWriter.WriteList(output, [])));

    [Fact]
    public void One_model_stands_by_itself() => Assert.Equal(
        """{"id":"gpt \u0022x\u0022","object":"model","created":0,"owned_by":"echo"}""",
        Written(output => ModelListWriter.WriteOne(output, NewModel("gpt \"x\""))));

    private static string Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static Model NewModel(string name) => new()
    {
        Name = name,
        Enabled = true,
        Targets = [new Target(Fixtures.Providers.At("http://echo.invalid", "echo"), "m", null)],
        Capabilities = FrozenSet<string>.Empty,
        VisibleOrganizationIds = FrozenSet<string>.Empty,
        VisibleProjectIds = FrozenSet<string>.Empty,
    };
}
