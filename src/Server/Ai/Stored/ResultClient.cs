using FerroGate.Ai.Dialects.OpenAiResponses.Stored;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Providers;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Stored;
using FerroGate.Server.Ai.Upstreams;
using FerroGate.Server.Snapshots;

namespace FerroGate.Server.Ai.Stored;

/// <summary>Asks a provider on the gateway's own behalf what became of a response.</summary>
/// <param name="current">What is in force.</param>
/// <param name="clock">The clock.</param>
internal sealed class ResultClient(Func<CurrentRevision> current, TimeProvider clock)
{
    // It is there or it is not: nobody has to think about it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<ResultAnswer> AskAsync(BackgroundHold hold)
    {
        using var use = current().Enter();
        var revision = use.Revision;
        if (ProviderOf(revision.Snapshot, hold) is not { } provider || hold.Account.CredentialOf(provider) is not { } credential)
        {
            return default;
        }

        var runtime = revision.Providers.Of(provider);
        var call = new ProviderCall(StoredResponseDialect.Instance, hold.ProviderModel, Stream: false, AsEvents: false) { Stored = new StoredCall("GET", hold.ResponseId) };
        using var request = runtime.Adapter.NewRequest(runtime.Credentials.Showing(credential), call);
        OwnHeaders.WriteAgent(request.Headers);
        foreach (var line in hold.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            request.Headers.TryAddWithoutValidation(line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
        }

        OwnHeaders.WriteConfigured(request.Headers, provider);
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            using var upstream = await Upstream.OpenAsync(await runtime.ClientFor(revision.Snapshot.Reliability.Limits.Connect).SendAsync(request, patience.Token), usageWasInjected: false, patience.Token);
            if (!upstream.IsSuccess)
            {
                return new ResultAnswer(null, IsLost: upstream.Status is StatusCodes.Status404NotFound or StatusCodes.Status410Gone);
            }

            var body = await PlainBody.ReadAsync(upstream, revision.Snapshot.Reliability.ResponseBodyMaxBytes, patience.Token);
            var stored = StoredResponseDialect.Instance.ReadAnswer(body.Span)?.Stored;
            return new ResultAnswer(stored?.Id == hold.ResponseId ? stored : null, IsLost: false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException or OperationCanceledException)
        {
            return default;
        }
    }

    private static Provider? ProviderOf(GatewaySnapshot snapshot, BackgroundHold hold) =>
        snapshot.ModelList.SelectMany(model => model.Targets).Select(target => target.Provider).FirstOrDefault(provider => provider.Name == hold.Provider);
}
