using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Translation;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>Messages of which nothing is left: OpenAI refuses an empty list where it wants content.</summary>
public sealed class NothingLeftTests
{
    [Theory]
    [InlineData(Protocol.Chat, Protocol.Responses, """{"messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}]}""", "input")]
    [InlineData(Protocol.Messages, Protocol.Chat, """{"messages":[{"role":"user","content":[{"type":"document","source":{"type":"url","url":"https://a.example/a.pdf"}}]}]}""", "messages")]
    [InlineData(Protocol.Gemini, Protocol.Chat, """{"contents":[{"role":"user","parts":[{"fileData":{"mimeType":"application/pdf","fileUri":"https://a.example/a.pdf"}}]}]}""", "messages")]
    public void A_message_of_which_everything_is_lost_is_empty(Protocol from, Protocol to, string request, string member)
    {
        var message = Assert.Single(Written(from, to, request).GetProperty(member).EnumerateArray());

        Assert.Equal("\"\"", message.GetProperty("content").GetRawText());
    }

    [Fact]
    public void One_text_that_is_left_is_a_text()
    {
        const string Request = """{"messages":[{"role":"user","content":[{"type":"text","text":"u"},{"type":"document","source":{"type":"url","url":"https://a.example/a.pdf"}}]}]}""";

        Assert.Equal("\"u\"", Written(Protocol.Messages, Protocol.Chat, Request).GetProperty("messages")[0].GetProperty("content").GetRawText());
    }

    [Theory]
    [InlineData("https://a.example/a.PNG?b=c", "image")]
    [InlineData("https://a.example/a.pdf", "document")]
    public void What_has_a_URL_and_no_type_is_what_its_name_ends_in(string url, string type)
    {
        var written = Written(Protocol.Gemini, Protocol.Messages, $$$"""{"contents":[{"role":"user","parts":[{"fileData":{"fileUri":"{{{url}}}"}}]}]}""");

        Assert.Equal(type, written.GetProperty("messages")[0].GetProperty("content")[0].GetProperty("type").GetString());
    }

    private static JsonElement Written(Protocol from, Protocol to, string request)
    {
        Assert.True(RequestTranslator.Open(Pairs.DialectOf(from), Encoding.UTF8.GetBytes(request), stream: false).TryGet(out var translator, out _));
        using (translator)
        {
            Assert.True(translator.Write(Pairs.DialectOf(to), new TargetModel("m", 4_096)).TryGet(out var translated, out _));
            return JsonElement.Parse(translated.Body.Span);
        }
    }
}
