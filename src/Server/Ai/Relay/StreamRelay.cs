using FerroGate.Core.Exchanges;
using FerroGate.Server.Ai.Rooms;
using FerroGate.Server.Ai.Stored;
using FerroGate.Server.Ai.Upstreams;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Ai.Relay;

/// <summary>Passes a stream on, event by event, and never lets its end overtake the ledger.</summary>
internal sealed class StreamRelay(Settle settle, StoredResponses stored, Lifecycle lifecycle, TimeProvider clock)
{
    // How long a possible end waits for something behind it.
    private static readonly TimeSpan EndPatience = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(Exchange exchange, Upstream upstream, CancellationToken cancellation)
    {
        var admitted = exchange.Admitted;
        var limit = admitted.Snapshot.Reliability.ResponseBodyMaxBytes;
        using var events = new EventBuffer(limit);
        var output = new HeldOutput(admitted.Http.Response.BodyWriter, clock, admitted.Http.RequestAborted);
        var translation = exchange.Translator(clock)?.Stream(admitted.Permit.IsStrict);
        var tap = new StreamTap(exchange, translation, upstream.UsageWasInjected && translation is null, clock);
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

        try
        {
            await admitted.Http.Response.StartAsync(cancellation);
            var failure = await PumpAsync(upstream, events, tap, output, exchange, cancellation);
            await EndAsync(exchange, events, tap, output, failure, cancellation);
        }
        finally
        {
            // Also of a stream that the client has left.
            exchange.Losses.AddRange(translation?.Losses ?? []);
        }
    }

    /// <summary>The content type of a stream that is written here.</summary>
    public static string TypeOf(Exchange exchange) =>
        AsEvents.AreWanted(exchange.Admitted) ? "text/event-stream; charset=utf-8" : "application/json; charset=utf-8";

    /// <summary>Moves events until the stream ends. Gives what broke it, or <c>null</c>.</summary>
    private async Task<StreamFailure?> PumpAsync(
        Upstream upstream, EventBuffer events, StreamTap tap, HeldOutput output, Exchange exchange, CancellationToken cancellation)
    {
        var provider = exchange.Target!.Provider;
        var silent = exchange.Admitted.Snapshot.Reliability.StreamSilence;
        using var silence = new SilenceLimit(silent, clock, cancellation);
        try
        {
            silence.Begin();
            var length = await upstream.Body.ReadAsync(events.Free(), silence.Token);
            silence.End();
            while (length > 0)
            {
                events.Advance(length);
                if (!await ForwardAsync(events, tap, output, exchange, cancellation))
                {
                    return null;
                }

                silence.Begin();
                length = await ReadAsync(upstream, events.Free(), tap, output, silence.Token);
                silence.End();
            }

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
            return new StreamFailure(Ending.UpstreamCut, ProviderFailures.TooLong(exchange.Admitted.Snapshot.Reliability.ExchangeTimeout));
        }
        catch (OperationCanceledException) when (silence.HasRunOut && !cancellation.IsCancellationRequested)
        {
            return new StreamFailure(Ending.UpstreamCut, ProviderFailures.Stalled(provider, silent));
        }
    }

    /// <summary>Passes on every whole event; <c>false</c> when the connection had to be reset.</summary>
    private async Task<bool> ForwardAsync(
        EventBuffer events, StreamTap tap, HeldOutput output, Exchange exchange, CancellationToken cancellation)
    {
        while (!tap.IsDone && events.TryTake(out var bytes))
        {
            var verdict = tap.See(bytes);
            output.Take(tap.Shown.Span, verdict);
        }

        // Before the client knows its name, and before it may go on from it.
        if (exchange.Kept is null || tap.IsDone)
        {
            await stored.KeepAsync(exchange);
        }

        await output.FlushAsync(cancellation);
        if (!tap.IsDone)
        {
            return true;
        }

        exchange.Ending = tap.HasError ? Ending.ProviderError : Ending.Finished;
        if (!await settle.EnterAsync(exchange))
        {
            exchange.Admitted.Http.Reset();
            return false;
        }

        output.Release();
        await output.FlushAsync(cancellation);
        return true;
    }

    /// <summary>
    /// Reads on. What is held goes out when nothing made it an end in time, and so long behind the end mark the stream is over,
    /// whatever a provider goes on sending.
    /// </summary>
    private async Task<int> ReadAsync(
        Upstream upstream, Memory<byte> free, StreamTap tap, HeldOutput output, CancellationToken cancellation)
    {
        if (!output.IsHolding && !tap.IsDone)
        {
            return await upstream.Body.ReadAsync(free, cancellation);
        }

        var left = EndPatience - (tap.IsDone ? tap.SinceDone : output.HeldFor);
        if (left <= TimeSpan.Zero)
        {
            if (tap.IsDone)
            {
                return 0;
            }

            output.Release();
            await output.FlushAsync(cancellation);
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

                output.Release();
                await output.FlushAsync(cancellation);
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

    private async Task<bool> EndsWithinAsync(Task reading, TimeSpan time)
    {
        using var patience = new CancellationTokenSource();
        var first = await Task.WhenAny(reading, Task.Delay(time, clock, patience.Token));
        await patience.CancelAsync();
        return first == reading;
    }

    private async Task EndAsync(
        Exchange exchange, EventBuffer events, StreamTap tap, HeldOutput output, StreamFailure? failure, CancellationToken cancellation)
    {
        var http = exchange.Admitted.Http;
        if (http.Facts().WasReset)
        {
            return;
        }

        failure ??= SeeRest(exchange, events, tap, output);
        var isWhole = failure is null ? tap.IsComplete || tap.HasError : !failure.IsUnsaid && tap.IsComplete && exchange.Spoken.HasEndMark;
        exchange.ReportIsFinal |= isWhole && !tap.HasError;
        if (isWhole && SayEnd(exchange, tap, output) is { } unsaid)
        {
            (isWhole, failure) = (false, unsaid);
        }

        if (isWhole)
        {
            exchange.Ending = tap.HasError ? Ending.ProviderError : Ending.Finished;
        }
        else
        {
            failure ??= StreamFailure.Cut(exchange.Target!.Provider);
            exchange.Ending = failure.Ending;
            exchange.ErrorCode = http.Facts().ErrorCode = failure.Refusal.Code;
        }

        if (!await settle.EnterAsync(exchange))
        {
            http.Reset();
            return;
        }

        output.Release();
        if (!isWhole && !exchange.HasLeft)
        {
            tap.WriteError(output.Writer, failure!.Refusal);
        }

        await output.FlushAsync(CancellationToken.None);
    }

    /// <summary>The last event may lack its empty line. Gives why it cannot be said.</summary>
    private static StreamFailure? SeeRest(Exchange exchange, EventBuffer events, StreamTap tap, HeldOutput output)
    {
        var rest = events.Rest.ToArray();
        try
        {
            if (rest.Length > 0 && !tap.IsDone && tap.See(rest) != StreamVerdict.Drop && (tap.IsComplete || tap.HasError))
            {
                output.Take(tap.Shown.Span, StreamVerdict.End);
            }

            return null;
        }
        catch (FormatException) when (!tap.IsBroken)
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
