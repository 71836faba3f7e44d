using FerroGate.Core.Refusals;
using FerroGate.Server.Ai.Bodies;
using FerroGate.Server.Hosting;
using FerroGate.Server.Telemetry.Bodies;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Third room: takes the body in and reads its envelope.</summary>
internal sealed class Read(BodyReader bodies)
{
    public async Task<Outcome<Asked>> EnterAsync(Caller caller)
    {
        var http = caller.Accepted.Http;
        if (caller.Accepted.Operation.Address.Stored is not null)
        {
            // The path says it all.
            return Understand(caller, RequestBody.Empty);
        }

        if (http.Request.Headers.ContentEncoding.Any(encoding => !"identity".Equals(encoding, StringComparison.OrdinalIgnoreCase)))
        {
            return new Refusal(
                415,
                ErrorType.InvalidRequest,
                RefusalCodes.UnsupportedMediaType,
                "The body is compressed, and what is compressed cannot be checked. Send it without Content-Encoding.");
        }

        Outcome<RequestBody> read;
        try
        {
            var settings = caller.Accepted.Snapshot.Reliability;
            var most = Math.Min(settings.RequestBodyMaxBytes, RequestSize.MostOf(caller) ?? long.MaxValue);
            read = await bodies.ReadAsync(http.Request, most, settings.RequestBodiesMaxBytes, http.RequestAborted);
        }
        catch (BadHttpRequestException exception)
        {
            return Broken(exception);
        }

        if (!read.TryGet(out var body, out var refusal))
        {
            return refusal;
        }

        caller.Accepted.Facts.BodyWasRead = true;
        if (caller.Key.LogsBodies && caller.Accepted.Snapshot.Telemetry.LogsBodies)
        {
            Copy(caller.Accepted.Facts, body);
        }

        http.Response.RegisterForDispose(body);
        return Understand(caller, body);
    }

    private static void Copy(RequestFacts facts, RequestBody body)
    {
        facts.Prompt = new BodyCopy();
        facts.Prompt.Add(body.Bytes.Span);
        facts.Body.Copy = new BodyCopy();
    }

    private static Outcome<Asked> Understand(Caller caller, RequestBody body)
    {
        var operation = caller.Accepted.Operation;
        return operation.Dialect.ReadEnvelope(body.Bytes.Span, operation.Address).TryGet(out var envelope, out var refusal)
            ? new Asked(caller, body, envelope)
            : refusal;
    }

    private static Refusal Broken(BadHttpRequestException exception) => exception.StatusCode == StatusCodes.Status408RequestTimeout
        ? new Refusal(408, ErrorType.InvalidRequest, RefusalCodes.RequestTimeout, "The body came too slowly.")
        : new Refusal(400, ErrorType.InvalidRequest, RefusalCodes.InvalidRequest, $"The body could not be read: {exception.Message}");
}
