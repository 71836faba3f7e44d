using System.Text;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>Where nothing may get lost, between every two protocols: a request is refused, an answer is an error and is paid for.</summary>
[Trait("Category", "Process")]
public sealed class StrictTests(DialectSite site) : WorldTests(site), IClassFixture<DialectSite>
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    private const string Contents = "\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]";

    private const string Shape = "\"name\":\"person\",\"strict\":true,\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],\"additionalProperties\":false}";
    private const string Schema = "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{" + Shape + "}}";
    private const string Text = "\"text\":{\"format\":{\"type\":\"json_schema\"," + Shape + "}}";
    private const string File = "{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,QUJD\"}}";

    /// <summary>A member that the provider's protocol cannot say.</summary>
    [Theory]
    [InlineData("chat", "responses", "{" + Messages + ",\"seed\":7}", "seed")]
    [InlineData("chat", "messages", "{" + Messages + ",\"presence_penalty\":1}", "presence_penalty")]
    [InlineData("chat", "gemini", "{" + Messages + ",\"user\":\"u\"}", "user")]
    [InlineData("responses", "chat", "{\"input\":\"hi\",\"max_tool_calls\":3}", "max_tool_calls")]
    [InlineData("responses", "messages", "{\"input\":\"hi\",\"metadata\":{\"a\":\"b\"}}", "metadata")]
    [InlineData("responses", "gemini", "{\"input\":\"hi\",\"safety_identifier\":\"u\"}", "safety_identifier")]
    [InlineData("messages", "chat", "{\"max_tokens\":9," + Messages + ",\"top_k\":3}", "top_k")]
    [InlineData("messages", "responses", "{\"max_tokens\":20," + Messages + ",\"stop_sequences\":[\"x\"]}", "stop_sequences")]
    [InlineData("messages", "gemini", "{\"max_tokens\":9," + Messages + ",\"metadata\":{\"user_id\":\"u\"}}", "metadata.user_id")]
    [InlineData("gemini", "chat", "{" + Contents + ",\"generationConfig\":{\"topK\":3}}", "generationConfig.topK")]
    [InlineData("gemini", "responses", "{" + Contents + ",\"generationConfig\":{\"seed\":3}}", "generationConfig.seed")]
    [InlineData("gemini", "messages", "{" + Contents + ",\"generationConfig\":{\"candidateCount\":2}}", "generationConfig.candidateCount")]
    public async Task A_request_is_refused_by_the_paths_and_the_provider_is_not_asked(string client, string provider, string members, string path)
    {
        var model = DialectSides.ModelOf(provider);
        var request = Request.Post(Target(client, model), client == "gemini" ? members : $"{{\"model\":\"{model}\",{members[1..]}");

        var refused = await Client.SendAsync(request.With("x-ferrogate-strict", "1"));

        Assert.Equal((400, "translation_loss"), (refused.Status, refused.ErrorCode));
        Assert.Contains($"{path}=", refused.Text, StringComparison.Ordinal);
        Assert.Empty(Provider.Requests);

        Provider.Enqueue(DialectReplies.Plain(provider));
        var lenient = await Client.SendAsync(request);
        Assert.Equal(200, lenient.Status);
        Assert.Contains($"{path}=", lenient.Headers["x-ferrogate-loss"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat", "messages", "{" + Messages + "," + Schema + "}", 200, "response_format.json_schema.name=label")]
    [InlineData("chat", "gemini", "{" + Messages + "," + Schema + "}", 200, "response_format.json_schema.name=label")]
    [InlineData("responses", "messages", "{\"input\":\"hi\"," + Text + "}", 200, "text.format.name=label")]
    [InlineData("responses", "gemini", "{\"input\":\"hi\"," + Text + "}", 200, "text.format.name=label")]
    [InlineData("chat", "gemini", "{\"messages\":[{\"role\":\"user\",\"content\":[" + File + "]}]}", 200, "messages[*].content[*].file.filename=label")]
    [InlineData("chat", "gemini", "{\"messages\":[{\"role\":\"user\",\"content\":[" + File + "," + File + "]}]}", 400, null)]
    public async Task A_name_that_changes_no_answer_refuses_nothing_and_is_named(string client, string provider, string members, int status, string? loss)
    {
        var model = DialectSides.ModelOf(provider);
        Provider.Enqueue(DialectReplies.Plain(provider));

        var answer = await Client.SendAsync(
            Request.Post(Target(client, model), $"{{\"model\":\"{model}\",{members[1..]}").With("x-ferrogate-strict", "1"));

        Assert.Equal((status, loss), (answer.Status, answer.Headers["x-ferrogate-loss"]));
    }

    [Theory]
    [MemberData(nameof(DialectSides.EachPair), MemberType = typeof(DialectSides))]
    public async Task An_answer_is_an_error_and_is_paid_for(string client, string provider)
    {
        Provider.Enqueue(Reply.Json(WithLoss(provider, DialectReplies.Plain(provider).Text)));

        var answer = await Client.SendAsync(Strictly(client, provider, stream: false));

        Assert.Equal((502, "translation_loss"), (answer.Status, answer.ErrorCode));
        await AssertPaidAsync(answer);
    }

    [Theory]
    [MemberData(nameof(DialectSides.EachPair), MemberType = typeof(DialectSides))]
    public async Task A_stream_ends_with_an_error_and_is_settled_as_delivered(string client, string provider)
    {
        Provider.Enqueue(Reply.Sse(WithLoss(provider, DialectReplies.Stream(provider).Text)));

        var answer = await Client.SendAsync(Strictly(client, provider, stream: true));

        Assert.True(answer.IsComplete);
        Assert.Contains("translation_loss", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("\\[DONE\\]|message_stop|response\\.completed|finishReason", answer.Text);
        await AssertPaidAsync(answer);
    }

    // OpenAI refuses a limit below 16, so it would be raised, which is a loss of the request.
    private static Request Strictly(string client, string provider, bool stream)
    {
        var request = DialectRequests.Of(client, DialectSides.ModelOf(provider), stream).With("x-ferrogate-strict", "1");
        return request with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(request.Body!.Value.Span).Replace("\"max_tokens\":9", "\"max_tokens\":90", StringComparison.Ordinal)) };
    }

    // Something that no other protocol can say.
    private static string WithLoss(string provider, string text)
    {
        var (before, lost) = provider switch
        {
            "chat" => ("\"content\":\"Hel", "\"audio\":{\"id\":\"a\"},"),
            "responses" => ("\"object\":\"response\"", "\"moderation\":{\"flagged\":true},"),
            "messages" => ("\"stop_sequence\":null", "\"container\":{\"id\":\"c\"},"),
            _ => ("\"finishReason\":\"STOP\"", "\"safetyRatings\":[{\"category\":\"X\"}],"),
        };
        return text.Replace(before, lost + before, StringComparison.Ordinal);
    }

    private static string Target(string client, string model) => client switch
    {
        "chat" => "/v1/chat/completions",
        "gemini" => $"/v1beta/models/{model}:generateContent",
        _ => $"/v1/{client}",
    };

    private async Task AssertPaidAsync(Answer answer)
    {
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("finished", "provider", 7L, 3L), (entry.Ending, entry.UsageSource, entry.InputTokens, entry.OutputTokens));
    }
}
