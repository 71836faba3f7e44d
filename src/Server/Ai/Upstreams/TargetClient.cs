using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using FerroGate.Ai.Providers;
using FerroGate.Core.Keys;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Bodies;
using FerroGate.Server.Ai.Faults;
using FerroGate.Server.Ai.Rooms;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>Asks one target once.</summary>
internal sealed class TargetClient(Backoff backoff, TimeProvider clock)
{
    private const string IdempotencyKey = "idempotency-key";

    /// <summary>Sends the request and judges what comes back. The circuit is told by the caller of this.</summary>
    public async Task<Attempt> AskAsync(Exchange exchange, Target target, CancellationToken cancellation)
    {
        var runtime = exchange.Admitted.Facts.Revision.Providers.Of(target.Provider);
        var needs = exchange.Choice!.Translated is { } translated ? translated.UsageEdit is not null : exchange.Admitted.Envelope.NeedsUsageInjection;
        var inject = runtime.InjectsStreamUsage && needs;
        var attempt = await SendAsync(exchange, target, runtime, inject, cancellation);
        while (attempt is { RefusedCredential: { } credential, Upstream: { } unwelcome } && exchange.Choice!.Credential is null && runtime.Credentials.SetAside(credential))
        {
            unwelcome.Dispose();
            attempt = await SendAsync(exchange, target, runtime, inject, cancellation);
        }

        if (inject && attempt.Upstream is { } refused && NamesStreamOptions(refused))
        {
            runtime.StopInjectingStreamUsage();
            refused.Dispose();
            attempt = await SendAsync(exchange, target, runtime, inject: false, cancellation);
        }

        return attempt;
    }

    private async Task<Attempt> SendAsync(
        Exchange exchange, Target target, ProviderRuntime runtime, bool inject, CancellationToken cancellation)
    {
        var admitted = exchange.Admitted;
        using var patience = new AttemptPatience(target, clock, cancellation);
        patience.ForFirstByte(admitted.Envelope.Stream);

        Upstream? upstream = null;
        using var content = ContentOf(exchange, target, inject);
        var provider = exchange.Choice!.Credential is { } only ? runtime.Credentials.Showing(only) : runtime.Credentials.Next();
        exchange.Shown = provider.Credential;
        using var request = NewRequest(exchange, target, provider, runtime, content);
        try
        {
            exchange.MayBeCharged = true;
            var response = await runtime.ClientFor(target.Limits.Connect).SendAsync(request, patience.Token);
            exchange.Attempts[^1].AnsweredAt = clock.GetTimestamp();
            upstream = await Upstream.OpenAsync(response, inject, patience.Token);
            upstream.AskedAt = patience.Began;

            // A provider does not charge for what it refuses.
            exchange.MayBeCharged = upstream is { IsSuccess: true, HasMeaning: true };
            var fault = upstream.IsEventStream && !exchange.ReadsWhole
                ? await OpenAsync(exchange, upstream, patience)
                : await ReadAsync(exchange, upstream, runtime, patience);
            return new Attempt(upstream, fault)
            {
                RefusedCredential = fault is { Kind: FaultKind.CredentialRefused } && runtime.Credentials.HasSeveral ? provider.Credential : null,
            };
        }
        catch (OperationCanceledException exception)
        {
            Lose(exchange, upstream, content);
            if (cancellation.IsCancellationRequested)
            {
                throw;
            }

            // What is late of the connection says so itself, unless the answer was wanted even sooner.
            var isConnected = exception.InnerException is not TimeoutException && (content.HasStarted || request.Content is null);
            return new Attempt(null, isConnected ? patience.Late : patience.LateConnection);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            Lose(exchange, upstream, content);
            return new Attempt(null, new Fault(FaultKind.Unreachable, ProviderFailures.Unreachable(target.Provider)));
        }
    }

    // What was sent in full and lost may be charged. Of what has begun to come that was found out before.
    private static void Lose(Exchange exchange, Upstream? upstream, SplicedContent content)
    {
        upstream?.Dispose();
        exchange.MayBeCharged = upstream is null ? content.WasSent : exchange.MayBeCharged;
    }

    private async Task<Fault?> OpenAsync(Exchange exchange, Upstream upstream, AttemptPatience patience)
    {
        var opening = new Opening(exchange, upstream, exchange.Admitted.Snapshot.Reliability.ResponseBodyMaxBytes, clock) { OnRead = patience.ForFirstToken };
        return await opening.ReadAsync(patience.Token);
    }

    // A plain answer is read as a whole before anything of it is sent, so one that is none can still be passed over.
    private async Task<Fault?> ReadAsync(Exchange exchange, Upstream upstream, ProviderRuntime runtime, AttemptPatience patience)
    {
        var provider = exchange.Target!.Provider;
        patience.ForMore();
        if (!upstream.HasMeaning)
        {
            return new Fault(FaultKind.NoAnswer, ProviderFailures.NoAnswer(provider, upstream.Status));
        }

        try
        {
            upstream.Keep(await PlainBody.ReadAsync(upstream, exchange.Admitted.Snapshot.Reliability.ResponseBodyMaxBytes, patience.Token, patience.ForMore));
        }
        catch (BodyTooLargeException exception)
        {
            return new Fault(FaultKind.TooLarge, ProviderFailures.TooLarge(provider, exception.Limit));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            return new Fault(FaultKind.Cut, ProviderFailures.BrokenAnswer(provider));
        }

        return upstream.IsSuccess ? FaultOfAnswer(exchange, upstream) : FaultOfError(exchange, upstream, runtime);
    }

    private static Fault? FaultOfAnswer(Exchange exchange, Upstream upstream)
    {
        if (exchange.Spoken.ReadAnswer(upstream.Whole!.Value.Span) is not { } facts)
        {
            return new Fault(FaultKind.Malformed, ProviderFailures.BrokenAnswer(exchange.Target!.Provider));
        }

        upstream.Facts = facts;
        exchange.Reported = facts.Usage;
        exchange.ReportIsFinal = true;
        exchange.MayBeCharged = !facts.IsError;
        return facts.IsError ? new Fault(FaultTable.Of(SaidFaults.Of(exchange.Spoken, upstream.Whole!.Value)), ProviderFailures.BrokenAnswer(exchange.Target!.Provider)) : null;
    }

    private Fault FaultOfError(Exchange exchange, Upstream upstream, ProviderRuntime runtime)
    {
        var provider = exchange.Target!.Provider;

        // A refusal costs nothing, unless it says what it costs.
        if (exchange.Spoken.ReadAnswer(upstream.Whole!.Value.Span)?.Usage is { Input: > 0 } cost)
        {
            exchange.Reported = cost;
            exchange.ReportIsFinal = true;
        }

        if (runtime.Adapter.RefusesCredential(upstream.Status, upstream.Whole!.Value.Span))
        {
            return new Fault(FaultKind.CredentialRefused, ProviderFailures.CredentialRefused(provider));
        }

        var kind = FaultTable.Of(upstream.Status, SaidFaults.Of(exchange.Spoken, upstream.Whole!.Value));
        return new Fault(kind, ProviderFailures.NoAnswer(provider, upstream.Status))
        {
            Wait = backoff.AskedFor(upstream.Headers, isLimit: kind == FaultKind.RateLimited),
        };
    }

    private static SplicedContent ContentOf(Exchange exchange, Target target, bool inject)
    {
        var (admitted, body) = (exchange.Admitted, exchange.Admitted.Asked.Body);
        var spliced = exchange.Choice!.Translated is { } translated
            ? translated.Splice(inject)
            : admitted.Dialect.Splice(body.Bytes, admitted.Envelope, target.ProviderModel, inject).With(exchange.Choice.Cap?.Edits ?? []);
        return new SplicedContent(body, exchange.Choice.Prefill is { } beginning ? spliced.With([beginning]) : spliced);
    }

    private static HttpRequestMessage NewRequest(Exchange exchange, Target target, Provider provider, ProviderRuntime runtime, HttpContent content)
    {
        var admitted = exchange.Admitted;
        var stream = admitted.Envelope.Stream;
        var asEvents = stream && (exchange.Choice!.Translated is not null || AsEvents.AreWanted(admitted));
        var request = runtime.Adapter.NewRequest(provider, new ProviderCall(exchange.Spoken, target.ProviderModel, stream, asEvents) { Stored = admitted.Envelope.Stored });
        request.Content = request.Method == HttpMethod.Post ? content : null;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(asEvents ? "text/event-stream" : "application/json"));
        OwnHeaders.WriteAgent(request.Headers);
        PassHeaders(admitted, request.Headers, runtime.Adapter.PassedHeaders);
        OwnHeaders.WriteConfigured(request.Headers, provider);
        return request;
    }

    private static void PassHeaders(Admitted admitted, HttpRequestHeaders to, IReadOnlyList<string> names)
    {
        var from = admitted.Http.Request.Headers;
        foreach (var name in names)
        {
            if (from.TryGetValue(name, out var values) && values.Count > 0)
            {
                to.Remove(name);
                to.TryAddWithoutValidation(name, name == IdempotencyKey ? OwnOf(admitted.Key, values.ToString()) : values.ToString());
            }
        }
    }

    // All keys of ours share one account there, and no caller may be given the answer of another who chose the same.
    private static string OwnOf(VirtualKey key, string value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Id}\n{value}")));

    // Its body was read for this.
    private static bool NamesStreamOptions(Upstream refused) =>
        refused.Status is 400 or 422 && refused.Whole is { } body && body.Span.IndexOf("stream_options"u8) >= 0;
}
