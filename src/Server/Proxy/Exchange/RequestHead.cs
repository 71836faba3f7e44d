using System.Collections.Frozen;
using FerroGate.Core.Addresses;
using FerroGate.Core.Keys;
using FerroGate.Server.Ai;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;
using FerroGate.Server.Sites.Steps;
using Microsoft.Net.Http.Headers;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>Makes the header of the request to an upstream: the client's, without what is the connection's or a key of ours.</summary>
/// <param name="rules"><c>header_up</c>.</param>
/// <param name="trusted">Proxies that are believed besides those of <c>servers</c>.</param>
/// <param name="keys">The keys of the gateway.</param>
internal sealed class RequestHead(HeaderChange[] rules, AddressRanges? trusted, KeyDirectory keys)
{
    // RFC 9110, section 7.6.1, with what is older than it. Length and coding of the body are the client's to write.
    private static readonly FrozenSet<string> OfTheConnection = FrozenSet.ToFrozenSet(
        [
            HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.ProxyAuthenticate, HeaderNames.ProxyAuthorization, "Proxy-Connection",
            HeaderNames.TE, HeaderNames.Trailer, HeaderNames.TransferEncoding, HeaderNames.Upgrade, HeaderNames.ContentLength, HeaderNames.Expect,
            "HTTP2-Settings",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The header lines; <c>Host</c> is among them unless the upstream is to hear its own.</summary>
    public IHeaderDictionary Make(SiteRequest request, Upstream upstream)
    {
        var http = request.Http;
        IHeaderDictionary headers = new HeaderDictionary(http.Request.Headers.Count + 6);
        foreach (var (name, values) in http.Request.Headers)
        {
            if (!OfTheConnection.Contains(name) && !name.StartsWith(':'))
                headers[name] = values;
        }

        // What gRPC and others say of themselves: they can read trailers.
        if (http.Request.Headers.TE is { Count: > 0 } accepted && accepted.ToString().Contains("trailers", StringComparison.OrdinalIgnoreCase))
            headers.TE = "trailers";

        // As in Caddy: a plain upstream hears the client's Host, one behind TLS its own.
        if (upstream.IsTls)
            headers.Remove(HeaderNames.Host);
        else
            headers.Host = http.Request.Host.Value;

        ForwardedHeaders.Write(request, headers, trusted);
        WriteIdentity(headers, request.Facts.Identity);
        KeyTraces.Remove(headers, keys);
        foreach (var rule in rules)
            rule.Apply(request, headers);

        return headers;
    }

    // Whoever reads the upstream's log finds the request in ours, and the trace of the client goes on.
    private static void WriteIdentity(IHeaderDictionary headers, RequestIdentity identity)
    {
        headers["X-Request-Id"] = identity.RequestId;
        if (headers.TraceParent.Count == 0)
            headers.TraceParent = identity.TraceParent;
    }
}
