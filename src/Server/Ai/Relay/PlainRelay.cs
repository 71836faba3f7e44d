using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Providers;
using FerroGate.Ai.Translation;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Refusals;
using FerroGate.Server.Ai.Rooms;
using FerroGate.Server.Ai.Stored;
using FerroGate.Server.Ai.Upstreams;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Ai.Relay;

/// <summary>Passes a plain answer on: read as a whole, settled, then sent.</summary>
internal sealed class PlainRelay(Settle settle, StoredResponses stored, TimeProvider clock)
{
    private const string Json = "application/json";

    public async Task RunAsync(Exchange exchange, Upstream upstream, CancellationToken cancellation)
    {
        var provider = exchange.Target!.Provider;
        var limit = exchange.Admitted.Snapshot.Reliability.ResponseBodyMaxBytes;
        if (!upstream.HasMeaning)
        {
            await OwnAnswer.WriteAsync(exchange, settle, Ending.ProviderError, ProviderFailures.NoAnswer(provider, upstream.Status));
            return;
        }

        ReadOnlyMemory<byte> body;
        try
        {
            body = await PlainBody.ReadAsync(upstream, limit, cancellation);
        }
        catch (BodyTooLargeException)
        {
            await OwnAnswer.WriteAsync(exchange, settle, Ending.GatewayError, ProviderFailures.TooLarge(provider, limit));
            return;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException)
        {
            await OwnAnswer.WriteAsync(exchange, settle, Ending.UpstreamCut, ProviderFailures.BrokenAnswer(provider));
            return;
        }

        if (!upstream.IsSuccess)
        {
            if (ProviderTable.Of(provider.Kind).RefusesCredential(upstream.Status, body.Span))
            {
                await OwnAnswer.WriteAsync(exchange, settle, Ending.ProviderError, ProviderFailures.CredentialRefused(provider));
                return;
            }

            exchange.Ending = Ending.ProviderError;
        }
        else if ((upstream.Facts ?? exchange.Spoken.ReadAnswer(body.Span)) is { } facts)
        {
            exchange.Ending = facts.IsError ? Ending.ProviderError : Ending.Finished;
            exchange.MayBeCharged = !facts.IsError;
            exchange.Reported = facts.Usage;
            exchange.ReportIsFinal = true;
            exchange.ContentBytes = facts.ContentBytes;
            if (facts.Usage.Output is null && !facts.IsError)
            {
                exchange.MeasureUntold(body.Span);
            }

            exchange.FirstContentAt = clock.GetTimestamp();
            exchange.See(facts.Stored);
        }
        else
        {
            await OwnAnswer.WriteAsync(exchange, settle, Ending.UpstreamCut, ProviderFailures.BrokenAnswer(provider));
            return;
        }

        // Whatever else an error says, and with whatever status: what names our credential is not for callers to read.
        if (exchange.Ending == Ending.ProviderError && KeptSecrets.AreNamedIn(body.Span, provider))
        {
            await OwnAnswer.WriteAsync(exchange, settle, Ending.ProviderError, ProviderFailures.CredentialRefused(provider));
            return;
        }

        if (exchange is { Ending: Ending.Finished, Admitted: { Envelope.Stored.IsDelete: true, Asked.Origin: { } origin } })
        {
            await stored.ForgetAsync(origin);
        }
        else
        {
            await stored.KeepAsync(exchange);
        }

        if (exchange.PlainTranslator(clock) is not { } translator)
        {
            ResponseHead.Write(exchange, upstream);
        }
        else if (Translate(exchange, upstream, translator, body).TryGet(out var translated, out var refusal))
        {
            body = translated.Body;
            ResponseHead.Write(exchange, upstream, IsStreamed(exchange, upstream) ? StreamRelay.TypeOf(exchange) : Json);
        }
        else
        {
            // What was delivered to us is paid for, whether it can be said or not.
            await OwnAnswer.WriteAsync(exchange, settle, exchange.Ending, refusal);
            return;
        }

        await SendAsync(exchange, upstream.Status, body, cancellation);
    }

    // The head is written before the settlement, which then says what the client really gets, and sent behind it.
    private async Task SendAsync(Exchange exchange, int status, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var response = exchange.Admitted.Http.Response;
        response.ContentLength = body.Length;
        exchange.Status = exchange.HasLeft ? null : status;
        await settle.OpenedAsync(exchange, cancellation);
        if (!await settle.EnterAsync(exchange))
        {
            exchange.Admitted.Http.Reset();
            return;
        }

        // It is settled as finished, so nothing but the client's own leaving may break it off.
        await response.Body.WriteAsync(body, exchange.Admitted.Http.RequestAborted);
    }

    private static Outcome<TranslatedAnswer> Translate(Exchange exchange, Upstream upstream, IPlainTranslator translator, ReadOnlyMemory<byte> body)
    {
        var provider = exchange.Target!.Provider;
        if (!upstream.IsSuccess)
        {
            return new TranslatedAnswer(ErrorOf(exchange, upstream.Status, translator.FaultOf(body)), [], null);
        }

        try
        {
            var usage = exchange.Usage.Usage;
            var answer = IsStreamed(exchange, upstream) && translator is AnswerTranslator streams ? streams.WholeAsStream(body, usage) : translator.Whole(body, usage);
            if (answer.Fault is { } fault)
            {
                exchange.Ending = Ending.ProviderError;
                return ProviderFailures.Told(fault.Status ?? StatusCodes.Status502BadGateway, fault);
            }

            exchange.Losses.AddRange(answer.Losses);
            return exchange.Admitted.Permit.IsStrict && answer.Losses.Any(loss => !loss.IsHarmless)
                ? ProviderFailures.LostInTranslation(provider, string.Join(", ", answer.Losses.Select(loss => loss.Path)))
                : answer;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return ProviderFailures.Untranslatable(provider, exception.Message);
        }
    }

    // A provider that gives a whole answer where a stream was asked for; in the client's own protocol its SDK sees to that.
    private static bool IsStreamed(Exchange exchange, Upstream upstream) => exchange.Admitted.Envelope.Stream && upstream.IsSuccess;

    private static ReadOnlyMemory<byte> ErrorOf(Exchange exchange, int status, ProviderFault? fault)
    {
        var output = new ArrayBufferWriter<byte>();
        exchange.Admitted.Dialect.WriteError(output, ProviderFailures.Told(status, fault), exchange.Admitted.Facts.Identity.RequestId);
        return output.WrittenMemory;
    }
}
