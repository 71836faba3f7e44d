using System.Text.Json;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Recorded;
using Xunit;

namespace FerroGate.Server.Tests.Replay;

/// <summary>Real traffic of the providers, replayed through the executable to clients of the same protocol.</summary>
[Trait("Category", "Process")]
public sealed class RecordedTrafficTests
{
    private const int Seed = 20261123;

    /// <summary>The protocols, who speaks them in the recordings, and the kind of provider that stands for them.</summary>
    public static TheoryData<string, string, string[]> Protocols => new()
    {
        { "chat", "openai-compatible", ["openai", "azure", "groq", "mistral", "deepseek", "together", "xai", "openrouter"] },
        { "responses", "openai", ["openai", "azure", "xai"] },
        { "messages", "anthropic", ["anthropic"] },
        { "generateContent", "gemini", ["gemini", "vertex"] },
        { "embeddings", "openai", ["openai", "azure"] },
        { "count_tokens", "anthropic", ["anthropic"] },
        { "countTokens", "gemini", ["gemini"] },
        { "responses-input-tokens", "openai", ["openai"] },
    };

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Every_recorded_exchange_passes_byte_for_byte_and_its_usage_is_in_the_ledger(string api, string kind, string[] providers)
    {
        if (Recordings.Folder is null)
            Assert.Skip("../shared/recordings is not there");
        var recordings = Recordings.Of(providers, api).Where(recording => !RefersToStored(recording) && HasModel(recording)).ToList();
        Assert.NotEmpty(recordings);
        Assert.Equal(providers.Order(), recordings.Select(recording => recording.Provider).Distinct().Order());
        await using var world = await StartAsync(kind);
        var random = new Random(Seed);
        var replayed = new List<ReplayedExchange>();

        foreach (var recording in recordings)
        {
            string[] models = recording is { IsStream: true, Api: "chat" } ? [ReplayModels.Off, ReplayModels.Inject] : [ReplayModels.Inject];
            foreach (var model in models)
            {
                var exchange = new ReplayedExchange(recording, model);
                replayed.Add(exchange);
                await exchange.RunAsync(world, random);
            }
        }

        var ledger = await world.Admin.WaitForBillingEventsAsync(all => all.Count >= replayed.Count, $"{replayed.Count} ledger entries");
        var byExchange = ledger.ToLookup(entry => entry.ExchangeId);
        foreach (var exchange in replayed)
            exchange.CompareLedger(byExchange);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"shown: replayed {recordings.Count} recorded exchanges of {api}, {replayed.Count} times in all, with seed {Seed}.");
        var faulty = replayed.Where(exchange => exchange.Faults.Count > 0).ToList();
        Assert.True(faulty.Count == 0, $"{faulty.Count} of {replayed.Count} differ:\n{string.Join('\n', faulty)}\n{world.Gateway.Error}");
    }

    [Fact]
    public async Task A_request_that_refers_to_what_a_provider_has_stored_for_somebody_else_is_refused_and_no_provider_is_asked()
    {
        if (Recordings.Folder is null)
            Assert.Skip("../shared/recordings is not there");
        var recordings = Recordings.Of(["openai", "azure", "xai"], "responses").Where(RefersToStored).ToList();
        Assert.NotEmpty(recordings);
        await using var world = await StartAsync("openai");

        foreach (var recording in recordings)
        {
            var answer = await world.Client.SendAsync(
                Request.Post("/v1/responses", ReplayedRequest.BodyFor(recording, ReplayModels.Inject)));

            Assert.Equal(404, answer.Status);
        }

        Assert.Empty(world.Provider.Requests);
    }

    [Fact]
    public async Task A_request_that_leaves_its_model_to_a_stored_prompt_is_refused()
    {
        if (Recordings.Folder is null)
            Assert.Skip("../shared/recordings is not there");
        var recordings = Recordings.Of(["openai", "azure", "xai"], "responses").Where(recording => !HasModel(recording)).ToList();
        Assert.NotEmpty(recordings);
        await using var world = await StartAsync("openai");

        foreach (var recording in recordings)
        {
            var answer = await world.Client.SendAsync(Request.Post("/v1/responses", recording.RequestBytes));

            Assert.Equal((400, "invalid_request", "model"), (answer.Status, answer.ErrorCode, answer.Error.GetProperty("param").GetString()));
        }

        Assert.Empty(world.Provider.Requests);
    }

    private static bool RefersToStored(RecordedExchange recording) =>
        recording.Api is "responses" or "responses-input-tokens" && (Has(recording, "previous_response_id") || Has(recording, "conversation"));

    // One names no model, for a prompt that the provider stores does; here every request names its model.
    private static bool HasModel(RecordedExchange recording) => recording.Api is "generateContent" or "countTokens" || Has(recording, "model");

    private static bool Has(RecordedExchange recording, string member) =>
        recording.Request.TryGetProperty(member, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False);

    private static Task<World> StartAsync(string kind) => World.StartAsync(new GatewayConfigText
    {
        Reliability = "provider_dispatch_max_retries 0",
        Ai = $$"""
            provider asking {
            	kind {{kind}}
            	base_url $PROVIDER/v1
            	api_key provider-secret
            }
            provider quiet {
            	kind {{kind}}
            	base_url $PROVIDER/v1
            	api_key provider-secret
            	stream_usage off
            }
            model {{ReplayModels.Inject}} -> asking:{{ReplayModels.AtProvider}}
            model {{ReplayModels.Off}} -> quiet:{{ReplayModels.AtProvider}}
            """,
    });
}
