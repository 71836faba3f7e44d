using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using FerroGate.Server.Tests.Dialects;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Money;

/// <summary>
/// Whatever the targets do in whatever order: the ledger has what each provider has reported, once and at its own price, and the key
/// has spent just that.
/// </summary>
[Trait("Category", "Process")]
public sealed partial class AnyScriptTests
{
    private const long Budget = 500_000_000;
    private const long Most = 999_999_999;

    // Nano-dollars for a token of input; one of output is twice as dear.
    private static readonly Dictionary<string, long> PriceOf = new(StringComparer.Ordinal) { ["one"] = 1_000, ["two"] = 30_000, ["three"] = 700_000 };

    private static readonly Gen<(bool IsStream, Step[] Steps)> Scripts = Gen.Select(
        Gen.Bool,
        Gen.Select(Gen.Int[0, 8], Gen.Int[1, 900], Gen.Int[2, 90], (kind, input, output) => new Step(kind, input, output)).Array[1, 6]);

    [Fact]
    public async Task The_ledger_has_what_providers_have_reported_and_the_key_has_spent_it()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Reliability = "provider_dispatch_max_retries 1",
            Ai = $$"""
                {{Provider("one")}}
                {{Provider("two")}}
                {{Provider("three")}}
                model any -> one:one {
                	{{Price("one")}}
                	fallback two:two {
                		priority 1
                		{{Price("two")}}
                	}
                	fallback three:three {
                		priority 2
                		{{Price("three")}}
                	}
                }
                api_key spender {
                	key spender-secret
                	monthly_token_budget {{Budget}}
                }
                """,
        });

        await Scripts.SampleAsync(script => RunAsync(world, script.IsStream, script.Steps), iter: 60, threads: 1);

        var entries = (await world.Admin.BillingEventsAsync()).Where(entry => entry.KeyId == "spender").ToList();
        Assert.Contains(entries, entry => entry.FailedAttempt is not null);
        await IsLeftAsync(world, Budget - entries.Sum(entry => entry.InputTokens!.Value + entry.OutputTokens!.Value));
    }

    private static async Task RunAsync(World world, bool isStream, Step[] steps)
    {
        var reported = new List<(string, long, long, long)>();
        var (asked, lost) = (0, 0);
        world.Provider.Otherwise(request =>
        {
            var step = asked < steps.Length ? steps[asked++] : Step.Whole;
            var target = request.Target.Split('/')[1];
            var (input, output) = step.Reported(isStream);
            if (input > 0)
                reported.Add((target, input, output, (input + 2 * output) * PriceOf[target]));
            lost += step.IsLost(isStream) ? 1 : 0;
            return step.Reply(isStream);
        });

        var answer = await world.ClientWith("spender-secret").SendAsync(Request.Post("/v1/messages", Body(100, isStream)));

        var entries = await world.Admin.EntriesOfAsync(answer.Headers);
        Assert.Single(entries, entry => entry.FailedAttempt is null);
        Assert.Equal(entries.Count, entries.Select(entry => entry.FailedAttempt).Distinct().Count());
        Assert.Equal(
            reported.Order(),
            entries.Where(entry => entry.UsageSource == "provider").Select(entry => (entry.ProviderModel!, entry.InputTokens!.Value, entry.OutputTokens!.Value, entry.CostNanoUsd!.Value)).Order());
        var estimated = entries.Where(entry => entry.UsageSource == "estimated" && entry.InputTokens > 0).ToList();
        Assert.Equal(lost, estimated.Count);
        Assert.All(estimated, entry => Assert.Equal((entry.InputTokens + 2 * entry.OutputTokens) * PriceOf[entry.ProviderModel!], entry.CostNanoUsd));
    }

    // What is left in memory is told where more is asked for; nothing is held where all of it can be had at once.
    private static async Task IsLeftAsync(World world, long left)
    {
        var client = world.ClientWith("spender-secret");
        world.Provider.Otherwise(_ => Step.Whole.Reply(isStream: false));
        var told = Told().Match((await client.SendAsync(Request.Post("/v1/messages", Body(Most, isStream: false)))).Text);
        Assert.Equal(left, Number(told.Groups["left"]));

        var most = left - (Number(told.Groups["wanted"]) - Most);
        Assert.Equal(429, (await client.SendAsync(Request.Post("/v1/messages", Body(most + 1, isStream: false)))).Status);
        Assert.Equal(200, (await client.SendAsync(Request.Post("/v1/messages", Body(most, isStream: false)))).Status);
    }

    private static long Number(Group group) => long.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Body(long maxTokens, bool isStream) =>
        $$"""{"model":"any","max_tokens":{{maxTokens}},"stream":{{(isStream ? "true" : "false")}},"messages":[{"role":"user","content":"Hi"}]}""";

    private static string Provider(string name) => $$"""
        provider {{name}} {
        	kind anthropic
        	base_url $PROVIDER/{{name}}/v1
        	api_key {{name}}-secret
        }
        """;

    private static string Price(string name) => $"input_price_per_1m {PriceOf[name] / 1_000}\noutput_price_per_1m {PriceOf[name] / 500}";

    [GeneratedRegex("may use (?<wanted>[0-9]+) tokens, and (?<left>[0-9]+) of")]
    private static partial Regex Told();

    /// <summary>What a provider does when it is asked, and the tokens that it reports where it does.</summary>
    private sealed record Step(int Kind, int Input, int Output)
    {
        public static Step Whole { get; } = new(0, 7, 3);

        private string Start => DialectReplies.Events("messages")[0].Replace("\"input_tokens\":7", $"\"input_tokens\":{Input}", StringComparison.Ordinal);

        /// <summary>It was sent, and nobody knows what it has cost.</summary>
        public bool IsLost(bool isStream) => Kind == 1 || (!isStream && Kind is 4 or 5);

        public (long Input, long Output) Reported(bool isStream) => Kind switch
        {
            0 => (Input, Output),
            >= 4 and <= 7 when isStream => (Input, 1),
            _ => (0, 0),
        };

        public Reply Reply(bool isStream) => Kind switch
        {
            1 => Testing.Provider.Reply.Dead(),
            2 => DialectReplies.Error("messages", 500),
            3 => DialectReplies.Error("messages", 429).With("retry-after", "0"),
            4 when isStream => Testing.Provider.Reply.Sse(Start).ThenCut(),
            5 when isStream => Testing.Provider.Reply.Sse(Start + "data: {\"a\":\n\n"),
            6 when isStream => Testing.Provider.Reply.Sse(Start + Error),
            7 when isStream => Testing.Provider.Reply.Sse(Start + string.Concat(DialectReplies.Events("messages").Skip(1).Take(2))).ThenCut(),
            8 when isStream => Testing.Provider.Reply.Sse(Error),
            4 => Counted(DialectReplies.Plain("messages")).StopAt(30).ThenCut(),
            5 => Testing.Provider.Reply.Json(DialectReplies.Plain("messages").Text[..40]),
            0 => Counted(isStream ? DialectReplies.Stream("messages") : DialectReplies.Plain("messages")),
            _ => DialectReplies.Error("messages", 503),
        };

        private static string Error => "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}\n\n";

        private Reply Counted(Reply whole)
        {
            var text = whole.Text
                .Replace("\"input_tokens\":7", $"\"input_tokens\":{Input}", StringComparison.Ordinal)
                .Replace("\"output_tokens\":3", $"\"output_tokens\":{Output}", StringComparison.Ordinal);
            return whole with { Body = System.Text.Encoding.UTF8.GetBytes(text) };
        }
    }
}
