using System.Collections.Frozen;
using System.Globalization;
using FerroGate.Server.Ai.Faults;
using FerroGate.Server.Ai.Upstreams;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Ai.Relay;

/// <summary>
/// Writes the head of an answer that a provider gave. Headers pass by name: what is not listed says something about the
/// gateway's account or the provider's infrastructure and is no business of the caller.
/// </summary>
internal static class ResponseHead
{
    private static readonly FrozenSet<string> Passed = new[]
    {
        "retry-after", "retry-after-ms", "x-should-retry", "request-id",
        "openai-processing-ms", "openai-version", "openai-model", "x-ms-region", "azureml-model-session",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private const int MostFailed = 20;

    // Where providers put the id that their support asks for.
    private static readonly string[] RequestIdNames = ["x-request-id", "request-id", "apim-request-id", "x-amzn-requestid"];

    public static void Write(Exchange exchange, Upstream upstream)
    {
        var response = exchange.Admitted.Http.Response;
        var headers = response.Headers;
        response.StatusCode = upstream.Status;
        if (upstream.ContentType is { } type && IsSafe(type))
        {
            headers.ContentType = type;
        }

        foreach (var (name, values) in upstream.Headers.NonValidated)
        {
            if (Passed.Contains(name) && IsSafe(values.ToString()))
            {
                headers[name] = values.ToString();
            }
        }

        if (ProviderRequestId(upstream) is { } id)
        {
            headers["x-ferrogate-provider-request-id"] = id;
        }

        WriteOwn(exchange);
    }

    /// <summary>The head of an answer that was translated, whose type is that of the client's protocol.</summary>
    public static void Write(Exchange exchange, Upstream upstream, string contentType)
    {
        Write(exchange, upstream);
        var response = exchange.Admitted.Http.Response;
        response.ContentType = contentType;
        if (exchange.Admitted.Dialect.RequestIdHeader is { } name)
        {
            response.Headers[name] = exchange.Admitted.Facts.Identity.RequestId;
        }
    }

    /// <summary>What the gateway says of the exchange, on answers of providers and on its own.</summary>
    public static void WriteOwn(Exchange exchange)
    {
        var admitted = exchange.Admitted;
        var headers = admitted.Http.Response.Headers;
        headers["x-ferrogate-exchange-id"] = admitted.Facts.Identity.ExchangeId.ToString();
        headers["x-ferrogate-attempts"] = exchange.Attempts.Count.ToString(CultureInfo.InvariantCulture);
        if (exchange.Target is { } target)
        {
            headers["x-ferrogate-provider"] = target.Provider.Name;
            headers["x-ferrogate-model"] = HeaderSafe(target.ProviderModel);
        }

        if (exchange.Attempts.Any(attempt => attempt.Fault is not null))
        {
            headers["x-ferrogate-failed"] = Failed(exchange.Attempts);
        }

        if (exchange.Losses.Any)
        {
            headers["x-ferrogate-loss"] = exchange.Losses.ToString();
        }

        if (exchange.Choice is { Changed: { Count: > 0 } changed })
        {
            headers["x-ferrogate-changed"] = string.Join(", ", changed);
        }

        RateHeaders.Write(admitted.Http, admitted.Reservation.Rates);
    }

    private static string? ProviderRequestId(Upstream upstream)
    {
        foreach (var name in RequestIdNames)
        {
            if (upstream.Headers.NonValidated.TryGetValues(name, out var values) && IsSafe(values.ToString()))
            {
                return values.ToString();
            }
        }

        return null;
    }

    // In the order in which they were asked, with what was wrong.
    private static string Failed(List<Asking> attempts) => string.Join(", ", attempts
        .Where(attempt => attempt.Fault is not null)
        .Take(MostFailed)
        .Select(attempt => HeaderSafe($"{attempt.Target.Provider.Name}:{attempt.Target.ProviderModel}={FaultNames.Of(attempt.Fault!.Value)}")));

    private static string HeaderSafe(string value) => IsSafe(value) ? value : Uri.EscapeDataString(value);

    // The server throws on control and non-ASCII characters in a header, and a provider must not be able to make it.
    private static bool IsSafe(string value) => value.Length is > 0 and <= 1024 && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
