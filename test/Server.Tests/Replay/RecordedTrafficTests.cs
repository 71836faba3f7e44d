using FerroGate.Testing.Gateway;
using FerroGate.Testing.Recorded;
using Xunit;

namespace FerroGate.Server.Tests.Replay;

/// <summary>Real traffic of eight providers, replayed through the executable.</summary>
[Trait("Category", "Process")]
public sealed class RecordedTrafficTests
{
    private const int Seed = 20261123;

    private static readonly string[] Providers = ["openai", "azure", "groq", "mistral", "deepseek", "together", "xai", "openrouter"];

    [Fact]
    public async Task Every_recorded_chat_passes_byte_for_byte_and_its_usage_is_in_the_ledger()
    {
        if (Recordings.Folder is null)
            Assert.Skip("../shared/recordings is not there");
        var recordings = Recordings.Of(Providers, "chat");
        Assert.NotEmpty(recordings);
        Assert.Equal(Providers.Order(), recordings.Select(recording => recording.Provider).Distinct().Order());
        await using var world = await StartAsync();
        var random = new Random(Seed);
        var replayed = new List<ReplayedExchange>();

        foreach (var recording in recordings)
        {
            string[] models = recording.IsStream ? [ReplayModels.Off, ReplayModels.Inject] : [ReplayModels.Inject];
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
            $"shown: replayed {recordings.Count} recorded exchanges, {replayed.Count} times in all, with seed {Seed}.");
        var faulty = replayed.Where(exchange => exchange.Faults.Count > 0).ToList();
        Assert.True(faulty.Count == 0, $"{faulty.Count} of {replayed.Count} differ:\n{string.Join('\n', faulty)}\n{world.Gateway.Error}");
    }

    private static Task<World> StartAsync() => World.StartAsync(new GatewayConfigText
    {
        Reliability = "provider_dispatch_max_retries 0",
        Models = [ReplayModels.Inject],
        Ai = $$"""
            provider quiet {
            	kind openai-compatible
            	base_url $PROVIDER/v1
            	api_key provider-secret
            	stream_usage off
            }
            model {{ReplayModels.Off}} -> quiet:{{ReplayModels.AtProvider}}
            """,
    });
}
