using FerroGate.Core.Refusals;
using FerroGate.Server.Connections.Framing;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Exchange;
using FerroGate.Server.Sites.Requests;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Sites;

/// <summary>Where a request enters its site, and where what failed in it is answered.</summary>
internal sealed class SiteEntry
{
    private readonly SiteHandler _directives;
    private readonly ErrorHandler[] _errorHandlers;
    private readonly Predicate<int>? _handlesErrors;

    public SiteEntry(SiteHandler directives, IEnumerable<ErrorHandler> errorHandlers)
    {
        _directives = directives;
        _errorHandlers = [.. errorHandlers];
        _handlesErrors = _errorHandlers.Length > 0 ? status => HandlerOf(status) is not null : null;
    }

    public async Task HandleAsync(HttpContext http)
    {
        var facts = http.Facts();
        if (RequestTarget.Read(facts.OriginalTarget) is not { } target)
        {
            await RefusalWriter.WriteAsync(http, BadEscape);
            return;
        }

        // They end here, before any directive sets one of the same name for an upstream.
        if (http.Request.Headers.Connection is { Count: > 0 } connection)
        {
            // The server shows some lines as their one word that means something to it.
            var lines = http.Features.Get<RequestFraming>()?.ConnectionLines ?? [];
            foreach (var name in ConnectionOptions.Names(connection.Concat(lines)))
                http.Request.Headers.Remove(name);
        }

        var request = new SiteRequest(http, target, _handlesErrors) { ClientAddress = facts.ClientAddress };
        http.Features.Set(request);
        await _directives(request);
        if (request.Error is { } error && !http.Response.HasStarted)
            await AnswerAsync(request, error);
    }

    private static Refusal BadEscape { get; } = new(
        400, ErrorType.InvalidRequest, RefusalCodes.InvalidRequest, "The path has a '%' that begins no escape. Write '%25' where it is meant as it stands.");

    // The first that is for the status answers.
    private ErrorHandler? HandlerOf(int status) => Array.Find(_errorHandlers, handler => handler.IsFor(status));

    private async Task AnswerAsync(SiteRequest request, SiteError error)
    {
        if (HandlerOf(error.Status) is { } found)
        {
            request.BeginHandlingError();
            await found.HandleAsync(request);
            if ((request.Error is null && !request.IsUnanswered) || request.Response.HasStarted)
                return;
        }

        await AnswerWriter.WriteAsync(request, error.Status, default);
    }
}
