using System.Text;
using System.Text.Json.Nodes;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Providers;
using FerroGate.Ai.Tests.Fixtures;
using FerroGate.Core.Snapshot;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Ai.Tests.Providers.Echo;

/// <summary>The built-in provider, asked through its handler as any other.</summary>
public sealed class EchoTests
{
    private static readonly EchoSettings AtOnce = new(TimeSpan.Zero, null);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_answers_with_the_last_user_message() => Assert.Equal(
        """{"id":"chatcmpl-echo","object":"chat.completion","created":0,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"second one","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":6,"completion_tokens":2,"total_tokens":8}}""",
        await Ask("""{"model":"m","messages":[{"role":"system","content":"be nice"},{"role":"user","content":"first"},{"role":"user","content":"second one"},{"content":"sure","role":"assistant"}]}"""));

    [Theory]
    [InlineData("\"max_tokens\":2", "a b", "length", 2)]
    [InlineData("\"max_tokens\":0", "", "length", 0)]
    [InlineData("\"max_tokens\":3", "a b c", "stop", 3)]
    [InlineData("\"max_tokens\":null", "a b c", "stop", 3)]
    [InlineData("\"max_completion_tokens\":1", "a", "length", 1)]
    [InlineData("\"max_completion_tokens\":1,\"max_tokens\":2", "a", "length", 1)]
    [InlineData("\"max_tokens\":2,\"max_completion_tokens\":1", "a", "length", 1)]
    public async Task An_output_limit_ends_it_with_length(string limit, string content, string reason, int tokens)
    {
        var answer = JsonNode.Parse(await Ask($$"""{"model":"m","messages":[{"role":"user","content":"a b c"}],{{limit}}}"""))!;

        Assert.Equal(content, (string?)answer["choices"]![0]!["message"]!["content"]);
        Assert.Equal(reason, (string?)answer["choices"]![0]!["finish_reason"]);
        Assert.Equal(tokens, (int?)answer["usage"]!["completion_tokens"]);
    }

    [Theory]
    [InlineData("\"plain text\"", "plain text")]
    [InlineData("[{\"type\":\"text\",\"text\":\"two \"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x.example\"}},{\"type\":\"text\",\"text\":\"parts\"}]", "two parts")]
    [InlineData("\"  odd\\n\\tspace \"", "  odd\n\tspace ")]
    [InlineData("\"h\\u00fc\\ud83d\\ude00\"", "hü😀")]
    [InlineData("\"half \\ud83d\"", "half \uFFFD")]
    [InlineData("null", "")]
    [InlineData("{\"text\":\"no array\"}", "")]
    [InlineData("[]", "")]
    public async Task Texts_and_the_text_parts_of_content_are_echoed(string content, string echoed)
    {
        var body = $$"""{"model":"m","messages":[{"role":"user","content":{{content}},"\ud800":1}]}""";

        var answer = JsonNode.Parse(await Ask(body))!;

        Assert.Equal(echoed, (string?)answer["choices"]![0]!["message"]!["content"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[1,\"text\",[{}],null]")]
    [InlineData("[{\"role\":1,\"content\":\"x\"}]")]
    public async Task Without_a_user_message_the_answer_is_empty(string messages) => Assert.Equal(
        "",
        (string?)JsonNode.Parse(await Ask($$"""{"model":"m","messages":{{messages}}}"""))!["choices"]![0]!["message"]!["content"]);

    [Theory]
    [InlineData("3", 3)]
    [InlineData("128", 128)]
    [InlineData("129", 128)]
    [InlineData("9223372036854775807", 128)]
    public async Task Each_choice_is_an_answer_and_there_are_128_at_most(string n, int choices)
    {
        var body = $$"""{"model":"m","messages":[{"role":"user","content":"a b"}],"n":{{n}}}""";

        var answer = JsonNode.Parse(await Ask(body))!;

        Assert.Equal(Enumerable.Range(0, choices), answer["choices"]!.AsArray().Select(choice => (int)choice!["index"]!));
        Assert.Equal(choices * 2, (int?)answer["usage"]!["completion_tokens"]);
    }

    [Fact]
    public async Task A_stream_is_the_role_each_word_the_finish_and_the_end_mark() => Assert.Equal(
        [
            Chunk("""{"role":"assistant"}""", "null"),
            Chunk("""{"content":"a"}""", "null"),
            Chunk("""{"content":" b"}""", "null"),
            Chunk("{}", "\"stop\""),
            "[DONE]",
        ],
        await Events("""{"model":"m","stream":true,"messages":[{"role":"user","content":"a b"}]}"""));

    [Theory]
    [InlineData("{\"include_usage\":true}", true)]
    [InlineData("{\"a\":[{\"include_usage\":true}],\"include_usage\":true}", true)]
    [InlineData("{\"include_usage\":false}", false)]
    [InlineData("{\"a\":{\"include_usage\":true}}", false)]
    [InlineData("null", false)]
    public async Task Usage_is_streamed_to_those_who_asked(string options, bool isThere)
    {
        var events = await Events($$"""{"model":"m","stream":true,"stream_options":{{options}},"messages":[{"role":"user","content":"a b"}]}""");

        const string Usage = """{"id":"chatcmpl-echo","object":"chat.completion.chunk","created":0,"model":"m","choices":[],"usage":{"prompt_tokens":2,"completion_tokens":2,"total_tokens":4}}""";
        Assert.Equal("[DONE]", events[^1]);
        Assert.Equal(isThere, events[^2] == Usage);
        Assert.Equal(isThere ? 1 : 0, events.Count(data => data.Contains("usage", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_stream_of_several_choices_finishes_each()
    {
        var events = await Events("""{"model":"m","stream":true,"n":3,"max_tokens":1,"messages":[{"role":"user","content":"a b"}]}""");

        var finished = new FinishedChoices();
        Assert.Equal(3, events.Sum(data => ChatChunkReader.Read(Encoding.UTF8.GetBytes(data), finished).Finishes));
        Assert.Equal(3, finished.Count);
        Assert.Equal(3, events.Count(data => data.Contains("\"finish_reason\":\"length\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task It_waits_for_its_latency_before_it_answers()
    {
        var clock = new FakeTimeProvider();
        var answer = Ask("""{"model":"m","messages":[]}""", new EchoSettings(TimeSpan.FromSeconds(3), null), clock);

        clock.Advance(TimeSpan.FromSeconds(3) - TimeSpan.FromTicks(1));
        Assert.False(answer.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));

        Assert.NotEmpty(await answer);
    }

    [Fact]
    public async Task A_caller_who_goes_away_during_the_latency_ends_it()
    {
        using var caller = new CancellationTokenSource();
        using var invoker = Invoker(new EchoSettings(TimeSpan.FromHours(1), null), new FakeTimeProvider());
        using var request = Request("""{"model":"m","messages":[]}""");
        var answer = invoker.SendAsync(request, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task It_writes_so_many_words_in_a_second()
    {
        var clock = new CountingClock();
        await using var stream = await Stream("""{"model":"m","stream":true,"messages":[{"role":"user","content":"a b c"}]}""", clock);
        using var reader = new StreamReader(stream);
        Assert.Contains("\"role\"", await NextEvent(reader), StringComparison.Ordinal);
        foreach (var word in new[] { "a", " b", " c" })
        {
            Assert.Contains($"\"content\":\"{word}\"", await NextEvent(reader), StringComparison.Ordinal);

            // What follows comes when the clock says so.
            await clock.NextTimerAsync(Cancellation);
            clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        Assert.Contains("\"finish_reason\":\"stop\"", await NextEvent(reader), StringComparison.Ordinal);
        Assert.Equal("data: [DONE]", await NextEvent(reader));
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromMilliseconds(500), 3), clock.Waits);
    }

    [Fact]
    public async Task A_reader_that_goes_away_ends_the_writer()
    {
        var clock = new CountingClock();
        var words = string.Join(' ', Enumerable.Repeat("word", 1_000));
        var stream = await Stream($$"""{"model":"m","stream":true,"messages":[{"role":"user","content":"{{words}}"}]}""", clock);
        await clock.NextTimerAsync(Cancellation);
        await stream.ReadExactlyAsync(new byte[20], Cancellation);

        await stream.DisposeAsync();
        for (var i = 0; i < 100; i++)
            clock.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Single(clock.Waits);
    }

    private static async Task<string> NextEvent(StreamReader reader)
    {
        var line = await reader.ReadLineAsync(Cancellation);
        Assert.Equal("", await reader.ReadLineAsync(Cancellation));
        return line!;
    }

    private static string Chunk(string delta, string reason) =>
        $$"""{"id":"chatcmpl-echo","object":"chat.completion.chunk","created":0,"model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{reason}}}]}""";

    private static HttpMessageInvoker Invoker(EchoSettings settings, TimeProvider clock) =>
        new(ProviderTable.Of("echo").NewBuiltInHandler(Fixtures.Providers.At("http://echo.invalid", "echo", echo: settings), clock)!);

    private static HttpRequestMessage Request(string body)
    {
        var request = ProviderTable.Of("echo").NewRequest(Fixtures.Providers.At("http://echo.invalid", "echo"), new ProviderCall(ChatDialect.Instance, "m", Stream: false, AsEvents: false));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }

    private static async Task<string> Ask(string body, EchoSettings? settings = null, TimeProvider? clock = null)
    {
        using var invoker = Invoker(settings ?? AtOnce, clock ?? new FakeTimeProvider());
        using var request = Request(body);
        using var response = await invoker.SendAsync(request, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private static async Task<List<string>> Events(string body)
    {
        using var invoker = Invoker(AtOnce, new FakeTimeProvider());
        using var request = Request(body);
        using var response = await invoker.SendAsync(request, Cancellation);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return SseReading.Of(await response.Content.ReadAsByteArrayAsync(Cancellation)).Data;
    }

    // Asked outside the test's own context, the writer goes on inside Advance and is as far as it gets when that returns.
    private static Task<Stream> Stream(string body, TimeProvider clock) => Task.Run(async () =>
    {
        var invoker = Invoker(new EchoSettings(TimeSpan.Zero, 2), clock);
        var response = await invoker.SendAsync(Request(body), Cancellation);
        return await response.Content.ReadAsStreamAsync(Cancellation);
    });
}
