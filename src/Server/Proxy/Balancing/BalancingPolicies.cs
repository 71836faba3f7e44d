using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FerroGate.Config.Model.Proxy;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Balancing;

/// <summary>The table of all policies.</summary>
internal static class BalancingPolicies
{
    private const int StandardChoices = 2;

    // A process signs with the same key as long as it runs, so that a reload moves no browser.
    private static readonly byte[] KeyOfProcess = RandomNumberGenerator.GetBytes(32);

    /// <param name="config">What the config says; <c>null</c> is <c>random</c>.</param>
    /// <param name="environment">Where the secret of a cookie may be.</param>
    /// <param name="draw">Draws a number from 0 up to one that it does not reach.</param>
    public static IBalancingPolicy Make(BalancingPolicyConfig? config, Func<string, string?> environment, Func<int, int> draw)
    {
        return config?.Policy?.Value switch
        {
            BalancingPolicy.RandomChoose => new RandomChoosePolicy(
                config.Arguments is [var count, ..] ? int.Parse(count.Value, CultureInfo.InvariantCulture) : StandardChoices, draw),
            BalancingPolicy.First => new FirstPolicy(),
            BalancingPolicy.RoundRobin or BalancingPolicy.WeightedRoundRobin => new RoundRobinPolicy(),
            BalancingPolicy.LeastConnections => new LeastConnectionsPolicy(draw),
            BalancingPolicy.IpHash => Hash(request => request.RemoteAddress?.ToString()),
            BalancingPolicy.ClientIpHash => Hash(request => request.ClientAddress?.ToString()),
            BalancingPolicy.UriHash => Hash(request => request.Target.Uri),
            BalancingPolicy.Query => Hash(request => QueryText.ValueOf(request.Target.Query, config.Arguments[0].Value)),
            BalancingPolicy.Header => Hash(request => HeaderOf(request, config.Arguments[0].Value)),
            BalancingPolicy.Cookie => new CookiePolicy(config, KeyOf(config, environment), Make(config.Fallback, environment, draw)),
            _ => new RandomPolicy(draw),
        };

        HashPolicy Hash(Func<SiteRequest, string?> keyOf) => new(keyOf, Make(config.Fallback, environment, draw));
    }

    private static string? HeaderOf(SiteRequest request, string name) =>
        name.Equals("Host", StringComparison.OrdinalIgnoreCase) ? request.Request.Host.Value : request.Header(name).ToString();

    private static byte[] KeyOf(BalancingPolicyConfig config, Func<string, string?> environment) =>
        config.Secret?.Value is not { } secret ? KeyOfProcess
        : secret.Resolve(environment) is { Length: > 0 } key ? Encoding.UTF8.GetBytes(key)
        : throw new IOException($"the secret of `lb_policy cookie` is empty: {secret.Place} is not there");
}
