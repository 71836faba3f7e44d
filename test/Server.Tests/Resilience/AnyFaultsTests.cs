using FerroGate.Server.Tests.Dialects;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>Whatever the targets do, in whatever order: an answer is whole or says that it is not, and is settled once.</summary>
[Trait("Category", "Process")]
public sealed class AnyFaultsTests(ResilienceSite site) : WorldTests(site), IClassFixture<ResilienceSite>
{
    private const int Scripts = 40;

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    [InlineData("gemini")]
    public async Task An_answer_is_whole_or_an_error_and_settled_once(string dialect)
    {
        var random = new Random(dialect.Length);
        for (var script = 0; script < Scripts; script++)
        {
            var isStream = random.Next(2) == 0;
            var whole = isStream ? DialectReplies.Stream(dialect) : DialectReplies.Plain(dialect);
            Provider.Forget();
            Provider.Otherwise(_ => Any(random, dialect, whole, isStream));

            var answer = await Client.SendAsync(DialectRequests.Of(dialect, dialect, isStream));

            var told = $"script {script}: {answer}";
            var entry = await World.Admin.EntryOfAsync(answer.Headers);
            Assert.True(answer.IsComplete, told);
            Assert.True(
                answer.Status != 200 ? entry.Ending != "finished"
                    : IsWhole(dialect, isStream, answer) ? entry.Ending == "finished"
                    : isStream && IsBrokenOff(dialect, answer) && entry.Ending is "upstream_cut" or "provider_error",
                $"{entry.Ending}, {told}");

            // A stream whose head has gone may have been gone on with by others.
            var record = await World.Admin.RecordOfAsync(answer.Headers);
            Assert.Equal(Provider.Requests.Count, record.GetProperty("attempts").GetInt32());
            var toldOf = int.Parse(answer.Headers["x-ferrogate-attempts"]!);
            if (toldOf != Provider.Requests.Count)
            {
                var broken = record.GetProperty("attempt_list")[toldOf - 1];
                Assert.True(isStream, told);
                Assert.Equal(200, broken.GetProperty("status").GetInt32());
                Assert.NotNull(broken.GetProperty("fault").GetString());
            }
        }
    }

    private static Reply Any(Random random, string dialect, Reply whole, bool isStream) => random.Next(isStream ? 10 : 7) switch
    {
        0 => whole,
        1 => Reply.Dead(),
        2 => DialectReplies.Error(dialect, 500),
        3 => DialectReplies.Error(dialect, 429).With("retry-after", "0"),
        4 => Reply.Error(503, "busy"),
        5 => Reply.Json("<html>"),
        6 => whole.StopAt(random.Next(whole.Body.Length)).ThenCut(),
        7 => Reply.Sse(""),
        8 => Reply.Sse("data: {\"a\":\n\n" + whole.Text),
        _ => whole.StopAt(random.Next(whole.Body.Length)).ThenReset(),
    };

    private static bool IsWhole(string dialect, bool isStream, Answer answer) =>
        isStream
            ? ToldAnswer.Of(dialect, answer.Text) is { Text: "Hello", Finish: not null, HasError: false, Problems.Count: 0 }
            : answer.Text == DialectReplies.Plain(dialect).Text;

    private static bool IsBrokenOff(string dialect, Answer answer) =>
        ToldAnswer.Of(dialect, answer.Text) is { HasError: true, HasEnded: false, Problems.Count: 0 };
}
