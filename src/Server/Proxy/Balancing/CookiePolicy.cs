using System.Security.Cryptography;
using System.Text;
using FerroGate.Config.Model.Proxy;
using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Balancing;

/// <summary>
/// <c>cookie</c>: a browser stays with the upstream that it got first. The cookie holds a keyed hash of the upstream's address, so
/// that nobody learns or chooses one.
/// </summary>
internal sealed class CookiePolicy(BalancingPolicyConfig config, byte[] secret, IBalancingPolicy fallback) : IBalancingPolicy
{
    private const string StandardName = "lb";

    private readonly string _name = config.Arguments is [var name, ..] ? name.Value : StandardName;

    public Upstream Choose(IReadOnlyList<Upstream> upstreams, SiteRequest request)
    {
        if (request.Request.Cookies[_name] is { } cookie)
        {
            foreach (var upstream in upstreams)
            {
                if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(ValueFor(upstream)), Encoding.UTF8.GetBytes(cookie)))
                    return upstream;
            }
        }

        var chosen = fallback.Choose(upstreams, request);
        var isSecure = request.Request.IsHttps
            || (request.Facts.IsFromTrustedProxy && request.Request.Headers["X-Forwarded-Proto"] == "https");

        // One that was set for an upstream that then could not be reached.
        var response = request.Response.Headers;
        response.SetCookie = response.SetCookie.Where(line => line?.StartsWith($"{_name}=", StringComparison.Ordinal) != true).ToArray();
        request.Response.Cookies.Append(_name, ValueFor(chosen), new CookieOptions
        {
            Path = "/",
            Secure = isSecure,
            SameSite = isSecure ? SameSiteMode.None : SameSiteMode.Unspecified,
            MaxAge = config.MaxAge?.Value,
        });
        return chosen;
    }

    private string ValueFor(Upstream upstream) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(upstream.Address)));
}
