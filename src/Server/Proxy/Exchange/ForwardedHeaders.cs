using FerroGate.Core.Addresses;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>
/// Tells an upstream who the client is. What a client says of others before it is not believed: it is set and not extended, unless
/// a trusted proxy says it.
/// </summary>
internal static class ForwardedHeaders
{
    private const string For = "X-Forwarded-For";

    /// <param name="request">The request.</param>
    /// <param name="headers">What goes to the upstream.</param>
    /// <param name="trusted">Proxies that this <c>reverse_proxy</c> believes besides those of <c>servers</c>.</param>
    public static void Write(SiteRequest request, IHeaderDictionary headers, AddressRanges? trusted)
    {
        var from = request.Request;
        var remote = request.RemoteAddress;
        var isTrusted = request.Facts.IsFromTrustedProxy || trusted?.Contain(remote) == true;
        var before = isTrusted ? from.Headers[For].ToString() : "";
        headers[For] = before.Length > 0 ? $"{before}, {remote}" : remote?.ToString();
        SetUnlessTrusted("X-Forwarded-Proto", from.Scheme);
        SetUnlessTrusted("X-Forwarded-Host", from.Host.Value);

        void SetUnlessTrusted(string name, string? value)
        {
            if (!isTrusted || !from.Headers.ContainsKey(name))
                headers[name] = value;
        }
    }
}
