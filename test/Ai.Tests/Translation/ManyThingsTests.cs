using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Translation;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>A request may hold as many things as its body has room for, and what it costs to read must grow with it and no faster.</summary>
public sealed class ManyThingsTests
{
    // Far more than is needed, and far less than the minutes that the square of the number takes.
    private const int Patience = 60_000;
    private const int Many = 300_000;

    [Fact(Timeout = Patience)]
    public async Task Names_that_nobody_knows_are_lost_one_by_one_in_time_that_grows_with_their_number()
    {
        var names = string.Concat(Enumerable.Range(0, Many).Select(number => $",\"k{number}\":1"));

        var request = await WriteAsync($$"""{"model":"m","messages":[{"role":"user","content":"hi"{{names}}}]}""", TestContext.Current.CancellationToken);

        Assert.Equal(Many, request.Losses.Count);
    }

    [Fact(Timeout = Patience)]
    public async Task Many_calls_of_one_turn_find_their_results_in_time_that_grows_with_their_number()
    {
        var calls = string.Join(',', Enumerable.Range(0, Many / 4).Select(number => $$$"""{"id":"c{{{number}}}","type":"function","function":{"name":"f","arguments":"{}"}}"""));
        var results = string.Concat(Enumerable.Range(0, Many / 4).Select(number => $$""",{"role":"tool","tool_call_id":"c{{number}}","content":"x"}"""));

        var request = await WriteAsync($$"""{"model":"m","messages":[{"role":"user","content":"hi"},{"role":"assistant","tool_calls":[{{calls}}]}{{results}}]}""", TestContext.Current.CancellationToken);

        var written = JsonElement.Parse(request.Body.Span).GetProperty("messages")[2].GetProperty("content");
        Assert.Equal((Many / 4, "c7"), (written.GetArrayLength(), written[7].GetProperty("tool_use_id").GetString()));
    }

    [Fact]
    public void What_a_record_keeps_of_losses_is_bounded_and_says_so()
    {
        var losses = new Losses();
        for (var number = 0; number < 10_000; number++)
            losses.Add($"messages[*].{number}", LossReason.Unknown);

        Assert.InRange(losses.ForRecord().Length, 60_000, 64 * 1024);
        Assert.EndsWith(", truncated", losses.ForRecord(), StringComparison.Ordinal);
    }

    private static Task<TranslatedRequest> WriteAsync(string body, CancellationToken cancellation) => Task.Run(
        () =>
        {
            Assert.True(RequestTranslator.Open(ChatDialect.Instance, Encoding.UTF8.GetBytes(body), stream: false).TryGet(out var translator, out _));
            using (translator)
            {
                Assert.True(translator.Write(MessagesDialect.Instance, new TargetModel("m", 4096)).TryGet(out var request, out _));
                return request;
            }
        },
        cancellation);
}
