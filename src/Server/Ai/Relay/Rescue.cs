using System.Text;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Translation;
using FerroGate.Core.Records;
using FerroGate.Core.Routing;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Faults;
using FerroGate.Server.Ai.Rooms;
using FerroGate.Server.Ai.Upstreams;
using FerroGate.Server.Telemetry;

namespace FerroGate.Server.Ai.Relay;

/// <summary>
/// Finds a target that goes on with a stream whose own has failed behind its first bytes. What the client gets is one answer: of a
/// second one only what is behind the first, and nothing of one that differs.
/// </summary>
internal sealed class Rescue(Dispatch dispatch, GatewayMetrics metrics, TimeProvider clock)
{
    // How long a client waits for an answer that goes on.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan SignsOfLife = TimeSpan.FromSeconds(5);

    /// <summary>There is somebody who could go on with the stream that the exchange is about to get.</summary>
    public static bool IsThere(Exchange exchange) =>
        exchange.Admitted is { Dialect: IConversationDialect, Envelope: { IsBackground: false, Stored: null, Choices: 1 } } && exchange.Following.Any();

    /// <summary>Finds one; <c>null</c> where nobody is there, or nobody says the same.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="broken">What broke off.</param>
    /// <param name="failure">How.</param>
    /// <param name="output">The client's side.</param>
    /// <param name="cancellation">Cancelled when the client leaves, or nobody may go on.</param>
    public async Task<StreamLeg?> FindAsync(Exchange exchange, StreamLeg broken, StreamFailure failure, HeldOutput output, CancellationToken cancellation)
    {
        var mode = exchange.Admitted.Permit.Route.Model.Rescue;
        if (exchange.HasLeft || !failure.IsOfTarget || !IsThere(exchange) || broken.Tap.Resume() is not { } resumption || (mode == RescueMode.Off && resumption.Sent.HasContent))
        {
            return null;
        }

        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        Fail(exchange, failure.Fault!.Value);
        var before = exchange.BreakOff(clock.GetTimestamp());
        var (joinedAt, sign) = (resumption.Sent.Said.Length, resumption.KeepAlive().ToArray());
        try
        {
            var search = SearchAsync(exchange, resumption, mode, either.Token);
            try
            {
                await ShowLifeAsync(search, sign, output, exchange.Admitted.Http.RequestAborted);
            }
            catch
            {
                await late.CancelAsync();
                await search.ContinueWith(static ended => LetGo(ended), TaskScheduler.Default);
                throw;
            }

            if (await search is { } found)
            {
                output.Discard();
                exchange.Rescued = new RescueRecord(NameOf(found.Mode), joinedAt);
                metrics.StreamRescued(NameOf(found.Mode), "joined");
                return found.Leg;
            }

            metrics.StreamRescued(NameOf(mode), "not_found");
        }
        catch (DifferentAnswerException)
        {
            metrics.StreamRescued(NameOf(mode), "different");
        }
        catch (OperationCanceledException) when (!exchange.Admitted.Http.RequestAborted.IsCancellationRequested)
        {
            metrics.StreamRescued(NameOf(mode), "late");
        }

        exchange.Return(before);
        return null;
    }

    private static void LetGo(Task<(StreamLeg Leg, RescueMode Mode)?> ended)
    {
        if (ended is { IsCompletedSuccessfully: true, Result: { } found })
        {
            found.Leg.Dispose();
        }
    }

    // So that no client, and nothing on the way to it, takes the search for the end.
    private async Task ShowLifeAsync(Task search, ReadOnlyMemory<byte> sign, HeldOutput output, CancellationToken cancellation)
    {
        while (!search.IsCompleted)
        {
            await output.SendAsync(sign, cancellation);
            using var patience = new CancellationTokenSource();
            await Task.WhenAny(search, Task.Delay(SignsOfLife, clock, patience.Token));
            await patience.CancelAsync();
        }
    }

    private async Task<(StreamLeg Leg, RescueMode Mode)?> SearchAsync(Exchange exchange, StreamResumption resumption, RescueMode mode, CancellationToken cancellation)
    {
        foreach (var choice in exchange.Following.ToList())
        {
            if (exchange.HasLeft)
            {
                return null;
            }

            if (mode == RescueMode.Continue && Prefilled(exchange, choice, resumption.Sent) is var (prefilled, given))
            {
                var (upstream, fault) = await AskAsync(exchange, prefilled, cancellation);
                if (upstream is not null)
                {
                    return (LegOf(exchange, upstream, resumption.Continue((IConversationDialect)exchange.Spoken, given), resumption), RescueMode.Continue);
                }

                if (fault is not (FaultKind.PrefillRefused or FaultKind.CallerError))
                {
                    continue;
                }
            }

            if ((await AskAsync(exchange, choice, cancellation)).Upstream is { } answer
                && await FollowAsync(exchange, answer, resumption, cancellation) is { } leg)
            {
                return (leg, RescueMode.Verify);
            }

            if (!resumption.Sent.IsPlain)
            {
                return null;
            }
        }

        return null;
    }

    // Only a stream can go on with a stream.
    private async Task<(Upstream? Upstream, FaultKind? Fault)> AskAsync(Exchange exchange, PermittedTarget choice, CancellationToken cancellation)
    {
        var attempt = await dispatch.AskOneAsync(exchange, choice, cancellation);
        if (attempt is { Fault: null, Upstream: { IsEventStream: true } upstream })
        {
            return (upstream, null);
        }

        attempt?.Upstream?.Dispose();
        return (null, attempt?.Fault?.Kind);
    }

    // Reads as far as the client has it. A failure on the way leaves the next target to be asked.
    private async Task<StreamLeg?> FollowAsync(Exchange exchange, Upstream upstream, StreamResumption resumption, CancellationToken cancellation)
    {
        var translation = resumption.Follow((IConversationDialect)exchange.Spoken);
        var leg = LegOf(exchange, upstream, translation, resumption);
        using var silence = new SilenceLimit(exchange, upstream, clock, cancellation);
        var hasCaughtUp = false;
        var fault = FaultKind.Cut;
        try
        {
            hasCaughtUp = await CatchUpAsync(leg, translation, silence);
            fault = leg.Tap.Fault ?? fault;
        }
        catch (OperationCanceledException) when (silence.HasRunOut && !cancellation.IsCancellationRequested)
        {
            fault = FaultKind.Stalled;
        }
        catch (Exception exception) when (exception is FormatException or MalformedEventException)
        {
            fault = FaultKind.Malformed;
        }
        catch (BodyTooLargeException)
        {
            fault = FaultKind.TooLarge;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException)
        {
            // As little of an answer as one that ends too early.
        }
        finally
        {
            if (!hasCaughtUp)
            {
                leg.Dispose();
            }
        }

        if (hasCaughtUp)
        {
            return leg;
        }

        if (!translation.IsBehind)
        {
            // It failed behind the joint, in what nobody has seen and the next one would be taken to have said.
            resumption.Sent.GiveUp();
        }

        Fail(exchange, fault);
        return null;
    }

    private void Fail(Exchange exchange, FaultKind kind)
    {
        exchange.Fail(kind, clock.GetTimestamp());
        Dispatch.ReportEnd(exchange);
    }

    private static async Task<bool> CatchUpAsync(StreamLeg leg, StreamTranslation translation, SilenceLimit silence)
    {
        while (translation.IsBehind)
        {
            silence.Begin();
            var length = await leg.Upstream.Body.ReadAsync(leg.Events.Free(), silence.Token);
            silence.End();
            if (length == 0)
            {
                return false;
            }

            leg.Events.Advance(length);
            while (translation.IsBehind && leg.Events.TryTake(out var bytes))
            {
                var verdict = leg.Tap.See(bytes);
                if (leg.Tap.HasError)
                {
                    return false;
                }

                leg.First = (leg.Tap.Shown.ToArray(), verdict);
            }
        }

        return true;
    }

    private StreamLeg LegOf(Exchange exchange, Upstream upstream, StreamTranslation translation, StreamResumption resumption)
    {
        var target = exchange.Target!;
        return new StreamLeg(
            upstream,
            new EventBuffer(exchange.Admitted.Snapshot.Reliability.ResponseBodyMaxBytes),
            new StreamTap(exchange, translation, dropsUsage: false, clock)
            {
                Resumption = resumption,
                Farewell = resumption.Comment($"ferrogate-provider {target.Provider.Name}"),
            });
    }

    private static (PermittedTarget Choice, string Given)? Prefilled(Exchange exchange, PermittedTarget choice, SentAnswer sent)
    {
        var given = Encoding.UTF8.GetString(sent.Said).TrimEnd();
        if (given.Length == 0 || !IsPrefillable(exchange.Admitted.Permit.Route.Model, choice.Target) || exchange.Admitted.Envelope.Needs.HasFlag(RequestNeeds.Prefill))
        {
            return null;
        }

        var body = choice.Translated?.Body ?? exchange.Admitted.Asked.Body.Bytes;
        return ((IConversationDialect)choice.Spoken).AddPrefill(body.Span, given) is { } edit ? (choice with { Prefill = edit }, given) : null;
    }

    private static string NameOf(RescueMode mode) => mode switch
    {
        RescueMode.Continue => "continue",
        RescueMode.Verify => "verify",
        _ => "off",
    };

    // Said of the target, or of the model and of no target in other words.
    private static bool IsPrefillable(Model model, Target target) =>
        target.Capabilities.Contains("prefill") || (target.Capabilities.Count == 0 && model.Capabilities.Contains("prefill"));
}
