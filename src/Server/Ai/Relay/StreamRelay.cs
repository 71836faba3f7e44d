using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Core.Exchanges;
using FerroGate.Server.Ai.Rooms;
using FerroGate.Server.Ai.Stored;
using FerroGate.Server.Ai.Upstreams;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Ai.Relay;

/// <summary>Passes a stream on, event by event, and never lets its end overtake the ledger.</summary>
internal sealed class StreamRelay(Settle settle, Rescue rescue, StoredResponses stored, Lifecycle lifecycle, TimeProvider clock)
{
    // How long a possible end waits for something behind it.
    private static readonly TimeSpan EndPatience = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(Exchange exchange, Upstream upstream, CancellationToken cancellation)
    {
        var admitted = exchange.Admitted;
        var output = new HeldOutput(admitted.Http.Response.BodyWriter, clock, admitted.Http.RequestAborted);
        var translation = exchange.Translator(clock)?.Stream(admitted.Permit.IsStrict, canBeResumed: Rescue.IsThere(exchange));
        var leg = new StreamLeg(
            upstream,
            new EventBuffer(admitted.Snapshot.Reliability.ResponseBodyMaxBytes),
            new StreamTap(exchange, translation, upstream.UsageWasInjected && translation is null, clock)
            {
                Sent = translation is null && Rescue.IsThere(exchange) ? new SentReader((IConversationDialect)exchange.Spoken) : null,
            });
        try
        {
            await settle.OpenedAsync(exchange, cancellation);
            exchange.Status = upstream.Status;
            if (translation is null)
            {
                ResponseHead.Write(exchange, upstream);
            }
            else
            {
                ResponseHead.Write(exchange, upstream, TypeOf(exchange));
            }

            await admitted.Http.Response.StartAsync(cancellation);
            StreamFailure? failure;
            while ((failure = await PassAsync(exchange, leg, output, cancellation)) is not null
                && await rescue.FindAsync(exchange, leg, failure, output, cancellation) is { } next)
            {
                leg.Dispose();
                leg = next;
                if (exchange.Kept is { } kept)
                {
                    // What the client knows by this name nobody has as a whole.
                    await stored.ForgetAsync(exchange, kept);
                }
            }

            await EndAsync(exchange, leg, output, failure);
        }
        finally
        {
            // Also of a stream that the client has left.
            exchange.Losses.AddRange(leg.Tap.Losses);
            leg.Dispose();
        }
    }

    /// <summary>The content type of a stream that is written here.</summary>
    public static string TypeOf(Exchange exchange) =>
        AsEvents.AreWanted(exchange.Admitted) ? "text/event-stream; charset=utf-8" : "application/json; charset=utf-8";

    /// <summary>Moves events until the stream ends. Gives what broke it, or <c>null</c> for a whole one.</summary>
    private async Task<StreamFailure?> PassAsync(Exchange exchange, StreamLeg leg, HeldOutput output, CancellationToken cancellation)
    {
        var failure = await PumpAsync(leg, output, exchange, cancellation);
        if (exchange.Admitted.Http.Facts().WasReset || failure is { IsTold: true })
        {
            return failure;
        }

        var tap = leg.Tap;
        failure ??= SeeRest(exchange, leg, output);
        var isWhole = failure is null ? tap.IsComplete || tap.HasError : !failure.IsUnsaid && tap.IsComplete && exchange.Spoken.HasEndMark;
        exchange.ReportIsFinal |= isWhole && !tap.HasError;
        return isWhole ? SayEnd(exchange, tap, output) : failure ?? StreamFailure.Cut(exchange.Target!.Provider);
    }

    /// <summary>Moves events until the stream ends. Gives what broke it, or <c>null</c>.</summary>
    private async Task<StreamFailure?> PumpAsync(StreamLeg leg, HeldOutput output, Exchange exchange, CancellationToken cancellation)
    {
        var (upstream, events, tap) = leg;
        var provider = exchange.Target!.Provider;
        using var silence = new SilenceLimit(exchange, upstream, clock, cancellation);
        try
        {
            if (leg.First is { } first)
            {
                output.Take(first.Shown, first.Verdict);
            }

            int length;
            do
            {
                if (await ForwardAsync(leg, output, exchange, cancellation) is { } told)
                {
                    return told;
                }

                if (exchange.Admitted.Http.Facts().WasReset)
                {
                    return null;
                }

                silence.Begin();
                length = await ReadAsync(upstream, events.Free(), tap, output, silence.Token);
                silence.End();
                events.Advance(length);
            }
            while (length > 0);

            return null;
        }
        catch (BodyTooLargeException exception)
        {
            return new StreamFailure(Ending.GatewayError, ProviderFailures.TooLarge(provider, exception.Limit));
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException)
        {
            return StreamFailure.Cut(exchange.Target!.Provider);
        }
        catch (MalformedEventException)
        {
            return StreamFailure.Malformed(provider);
        }
        catch (FormatException exception)
        {
            return StreamFailure.Unsaid(exchange.Target!.Provider, exception);
        }
        catch (OperationCanceledException) when (lifecycle.Cut.IsCancellationRequested && !exchange.Admitted.Http.RequestAborted.IsCancellationRequested)
        {
            return new StreamFailure(Ending.ShutDown, ProviderFailures.ShuttingDown);
        }
        catch (OperationCanceledException) when (exchange.IsTooLong && !exchange.Admitted.Http.RequestAborted.IsCancellationRequested)
        {
            return new StreamFailure(Ending.UpstreamCut, ProviderFailures.TooLong(exchange.Deadline!.Limit));
        }
        catch (OperationCanceledException) when (silence.HasRunOut && !cancellation.IsCancellationRequested)
        {
            return silence.Failure;
        }
    }

    /// <summary>Passes on every whole event. Gives the provider's word that it has failed, where another may go on.</summary>
    private async Task<StreamFailure?> ForwardAsync(StreamLeg leg, HeldOutput output, Exchange exchange, CancellationToken cancellation)
    {
        var tap = leg.Tap;
        while (!tap.IsDone && leg.Events.TryTake(out var bytes))
        {
            var verdict = tap.See(bytes);
            if (tap.HasUntoldError)
            {
                return StreamFailure.Told(tap.Fault!.Value, exchange.Target!.Provider);
            }

            output.Take(tap.Shown.Span, verdict);
            if (!output.IsHolding)
            {
                // It may have been too much to be held.
                tap.HeldHasGone();
            }
        }

        // Before the client knows its name, and before it may go on from it.
        if (exchange.Kept is null || tap.IsDone)
        {
            await stored.KeepAsync(exchange);
        }

        await output.FlushAsync(cancellation);
        if (tap.IsDone)
        {
            exchange.Ending = tap.HasError ? Ending.ProviderError : Ending.Finished;
            await SettleAsync(exchange, output, cancellation);
        }

        return null;
    }

    // What the ledger has not the client does not get.
    private async Task SettleAsync(Exchange exchange, HeldOutput output, CancellationToken cancellation)
    {
        if (await settle.EnterAsync(exchange))
        {
            output.Release();
            await output.FlushAsync(cancellation);
        }
        else
        {
            exchange.Admitted.Http.Reset();
        }
    }

    /// <summary>
    /// Reads on. What is held goes out when nothing made it an end in time, and so long behind the end mark the stream is over,
    /// whatever a provider goes on sending.
    /// </summary>
    private ValueTask<int> ReadAsync(
        Upstream upstream, Memory<byte> free, StreamTap tap, HeldOutput output, CancellationToken cancellation) => output.IsHolding || tap.IsDone
        ? ReadPatientlyAsync(upstream, free, tap, output, cancellation)
        : upstream.Body.ReadAsync(free, cancellation);

    private async ValueTask<int> ReadPatientlyAsync(
        Upstream upstream, Memory<byte> free, StreamTap tap, HeldOutput output, CancellationToken cancellation)
    {
        var left = EndPatience - (tap.IsDone ? tap.SinceDone : output.HeldFor);
        if (left <= TimeSpan.Zero)
        {
            if (tap.IsDone)
            {
                return 0;
            }

            await LetGoAsync(tap, output, cancellation);
            return await upstream.Body.ReadAsync(free, cancellation);
        }

        using var reads = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = upstream.Body.ReadAsync(free, reads.Token).AsTask();
        try
        {
            if (!await EndsWithinAsync(reading, left))
            {
                if (tap.IsDone)
                {
                    return 0;
                }

                await LetGoAsync(tap, output, cancellation);
            }

            return await reading;
        }
        finally
        {
            // A read that is left alone would still run when its connection and its memory serve somebody else.
            if (!reading.IsCompleted)
            {
                await reads.CancelAsync();
                await reading.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private static async Task LetGoAsync(StreamTap tap, HeldOutput output, CancellationToken cancellation)
    {
        tap.HeldHasGone();
        output.Release();
        await output.FlushAsync(cancellation);
    }

    private async Task<bool> EndsWithinAsync(Task reading, TimeSpan time)
    {
        using var patience = new CancellationTokenSource();
        var first = await Task.WhenAny(reading, Task.Delay(time, clock, patience.Token));
        await patience.CancelAsync();
        return first == reading;
    }

    private async Task EndAsync(Exchange exchange, StreamLeg leg, HeldOutput output, StreamFailure? failure)
    {
        var http = exchange.Admitted.Http;
        if (http.Facts().WasReset)
        {
            return;
        }

        if (failure is null)
        {
            exchange.Ending = leg.Tap.HasError ? Ending.ProviderError : Ending.Finished;
        }
        else
        {
            if (failure.Fault is { } kind)
            {
                exchange.Fail(kind, clock.GetTimestamp());
            }

            exchange.Ending = failure.Ending;
            if (!failure.IsTold)
            {
                exchange.ErrorCode = http.Facts().ErrorCode = failure.Refusal.Code;
            }
        }

        if (!await settle.EnterAsync(exchange))
        {
            http.Reset();
            return;
        }

        output.Release();
        if (exchange.HasLeft)
        {
            return;
        }

        if (failure is { IsTold: true })
        {
            output.Take(leg.Tap.TellError().Span, StreamVerdict.Pass);
        }
        else if (failure is not null)
        {
            leg.Tap.WriteError(output.Writer, failure.Refusal);
        }

        await output.FlushAsync(CancellationToken.None);
    }

    /// <summary>The last event may lack its empty line. Gives why it cannot be said.</summary>
    private static StreamFailure? SeeRest(Exchange exchange, StreamLeg leg, HeldOutput output)
    {
        var tap = leg.Tap;
        var rest = leg.Events.Rest.ToArray();
        try
        {
            if (rest.Length > 0 && !tap.IsDone && tap.See(rest) != StreamVerdict.Drop && (tap.IsComplete || tap.HasError))
            {
                output.Take(tap.Shown.Span, StreamVerdict.End);
            }

            return null;
        }
        catch (Exception exception) when (exception is MalformedEventException || (exception is FormatException && !tap.IsBroken))
        {
            // Half an event: the stream broke off.
            return null;
        }
        catch (InvalidDataException)
        {
            return StreamFailure.Cut(exchange.Target!.Provider);
        }
        catch (FormatException exception)
        {
            return StreamFailure.Unsaid(exchange.Target!.Provider, exception);
        }
    }

    /// <summary>Says the end of a whole stream in other words, where it is said in any. Gives why it cannot be said.</summary>
    private static StreamFailure? SayEnd(Exchange exchange, StreamTap tap, HeldOutput output)
    {
        try
        {
            tap.End();
            output.Take(tap.Shown.Span, StreamVerdict.End);
            return null;
        }
        catch (InvalidDataException)
        {
            return StreamFailure.Cut(exchange.Target!.Provider);
        }
        catch (FormatException exception)
        {
            return StreamFailure.Unsaid(exchange.Target!.Provider, exception);
        }
    }
}
