using System.Globalization;
using System.Text.RegularExpressions;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry;

/// <summary>What Prometheus is told, and who may hear it.</summary>
[Trait("Category", "Process")]
public sealed partial class MetricsTests(MetricsTests.Site site) : WorldTests(site), IClassFixture<MetricsTests.Site>
{
    /// <summary>A model that only these tests ask for, and a key that may not read metrics.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Reliability = "provider_dispatch_max_retries 0",
        Models = ["fast-chat", "metered-chat"],
        Ai = """
            api_key chatter {
            	key chatter-secret
            	scopes chat.completions
            }
            """,
    });

    [Fact]
    public async Task Metrics_are_for_keys_with_the_scope()
    {
        Assert.Equal(401, (await new Client(World.Gateway.AdminUri).GetAsync("/metrics")).Status);
        Assert.Equal(403, (await new Client(World.Gateway.AdminUri, "chatter-secret").GetAsync("/metrics")).Status);
        Assert.Equal(401, (await World.ClientWith(null).GetAsync("/metrics")).Status);
        Assert.Equal(403, (await World.ClientWith("chatter-secret").GetAsync("/metrics")).Status);
        Assert.Equal(200, (await Client.GetAsync("/metrics")).Status);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task Every_line_is_Prometheus_text_and_every_name_is_ours_or_the_runtime_s()
    {
        Provider.Enqueue(ChatReplies.Plain());
        await Client.ChatAsync(ChatRequests.Plain());

        var answer = await World.Admin.GetAsync("/metrics");

        Assert.Equal(200, answer.Status);
        Assert.StartsWith("text/plain; version=0.0.4", answer.Headers["content-type"], StringComparison.Ordinal);
        Assert.EndsWith("\n", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", answer.Text, StringComparison.Ordinal);
        var typed = new HashSet<string>();
        foreach (var line in answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
                Assert.True(typed.Add(line.Split(' ')[2]), $"Two types: {line}");
            if (line.StartsWith('#'))
                continue;
            var sample = Sample().Match(line);
            Assert.True(sample.Success, $"Not a sample: {line}");
            var name = sample.Groups["name"].Value;
            Assert.True(name.StartsWith("ferrogate_", StringComparison.Ordinal) || name.StartsWith("dotnet_", StringComparison.Ordinal), name);
            Assert.True(typed.Contains(name) || typed.Contains(FamilySuffix().Replace(name, "")), $"No type before: {line}");
        }

        Assert.Contains("ferrogate_requests_total", typed);
        Assert.Contains("dotnet_gc_heap_total_allocated_bytes_total", typed);
    }

    [Fact]
    public async Task Requests_tokens_and_times_are_told_by_model_provider_and_status()
    {
        Provider.Enqueue(ChatReplies.Stream(prompt: 4321, completion: 1234)).Enqueue(Reply.Error(500, "No"));
        await Client.ChatAsync(ChatRequests.Streamed("metered-chat"));
        await Client.ChatAsync(ChatRequests.Plain("metered-chat"));

        var text = await Testing.Patience.UntilAsync(
            async () => (await World.Admin.GetAsync("/metrics")).Text,
            text => SamplesOf(text, "metered-chat").Any(sample => sample.Line.Contains("500", StringComparison.Ordinal)),
            "the second request to be counted");

        var samples = SamplesOf(text, "metered-chat").ToList();
        Assert.Contains(samples, sample => sample.Line.Contains("provider=\"up\"", StringComparison.Ordinal)
            && sample.Line.Contains("status=\"200\"", StringComparison.Ordinal) && sample.Value == 1);
        Assert.Contains(samples, sample => sample.Line.Contains("status=\"500\"", StringComparison.Ordinal) && sample.Value == 1);
        Assert.Contains(samples, sample => sample.Line.Contains("tokens", StringComparison.Ordinal) && sample.Value == 4321);
        Assert.Contains(samples, sample => sample.Line.Contains("tokens", StringComparison.Ordinal) && sample.Value == 1234);
        Assert.Contains(samples, sample => sample.Line.Contains("duration", StringComparison.Ordinal)
            && sample.Line.Contains("_bucket", StringComparison.Ordinal) && sample.Line.Contains("le=\"+Inf\"", StringComparison.Ordinal));
        Assert.Contains(samples, sample => sample.Line.Contains("first_token", StringComparison.Ordinal));
        Assert.Contains("in_flight", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_are_counted_by_their_code_and_strangers_make_no_labels()
    {
        await Client.ChatAsync(ChatRequests.Plain("a-model-that-a-stranger-made-up"));
        await World.ClientWith("a-key-that-a-stranger-made-up").ChatAsync(ChatRequests.Plain());

        var text = await Testing.Patience.UntilAsync(
            async () => (await World.Admin.GetAsync("/metrics")).Text,
            text => text.Contains("invalid_api_key", StringComparison.Ordinal) && text.Contains("model_not_found", StringComparison.Ordinal),
            "both refusals to be counted");

        Assert.DoesNotContain("stranger", text, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Line, double Value)> SamplesOf(string text, string model) =>
        text.Split('\n').Where(line => line.Contains($"\"{model}\"", StringComparison.Ordinal))
            .Select(line => (line, double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)));

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\[\\"n])*",?)*\})? ([0-9.eE+-]+|NaN|[+-]Inf)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex FamilySuffix();
}
