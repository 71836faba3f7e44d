using FerroGate.Core.Refusals;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>Why an upstream has not answered a request.</summary>
/// <param name="Code">The reason, as the log tells it.</param>
/// <param name="Refusal">What the client is told if nobody else answers.</param>
internal sealed record AttemptFailure(string Code, Refusal Refusal)
{
    /// <summary>The upstream has seen nothing of the request, so another one can have it.</summary>
    public bool NothingWasSent { get; init; }

    /// <summary>No upstream is there that could take a request.</summary>
    public static AttemptFailure NoneAvailable { get; } = new(
        "proxy_no_upstream", new(503, ErrorType.Api, RefusalCodes.ProxyUpstreamUnreachable, "No server behind this proxy can take requests now."))
    {
        NothingWasSent = true,
    };

    /// <summary>There was no way to it.</summary>
    public static AttemptFailure Unreachable { get; } = new("proxy_connect", Unanswered) { NothingWasSent = true };

    /// <summary>It did not answer, or not in HTTP.</summary>
    public static AttemptFailure BadAnswer { get; } = new("proxy_bad_answer", Unanswered);

    public static AttemptFailure TooSlow { get; } = new(
        "proxy_timeout", new(504, ErrorType.Api, RefusalCodes.ProxyUpstreamTimeout, "The server behind this proxy did not answer in time."));

    /// <summary>Another upstream has been given the body of the request, and it cannot be read twice.</summary>
    public static AttemptFailure BodyIsGone { get; } = new("proxy_body_gone", Unanswered);

    private static Refusal Unanswered => new(
        502, ErrorType.Api, RefusalCodes.ProxyUpstreamUnreachable, "The server behind this proxy could not be reached or gave no valid answer.");

    /// <summary>What an exception of the client says.</summary>
    public static AttemptFailure Of(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => Unreachable,
        OperationCanceledException => TooSlow,
        _ => BadAnswer,
    };
}
