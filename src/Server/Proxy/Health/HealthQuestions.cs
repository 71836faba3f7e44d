using FerroGate.Config.Model.Proxy;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Transport;
using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Placeholders;

namespace FerroGate.Server.Proxy.Health;

/// <summary>Makes the questions that a <c>reverse_proxy</c> asks its upstreams.</summary>
internal sealed class HealthQuestions(
    ActiveHealthConfig config, TransportSettings transport, TemplateCompiler templates, WeakTable<HealthQuestion, ActiveHealth> known)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly List<ActiveHealth> _asked = [];

    /// <summary>All that upstreams were made with.</summary>
    public IReadOnlyList<ActiveHealth> Asked => _asked;

    /// <param name="prefix">Scheme, host and port of an upstream.</param>
    /// <param name="isH2c">It speaks HTTP/2 in plain text.</param>
    public ActiveHealth About(string prefix, bool isH2c)
    {
        var target = new UriBuilder(prefix);
        if (config.Upstream?.Value is { } other)
            (target.Host, target.Port) = (other.Host, other.Port);
        if (config.Port is { } port)
            target.Port = port.Value;

        var health = known.Get(new HealthQuestion
        {
            Url = target.Uri.GetLeftPart(UriPartial.Authority) + config.Uri!.Value,
            Method = config.Method?.Value.ToUpperInvariant() ?? "GET",
            Headers = string.Join('\n', config.Headers?.Headers.SelectMany(header => header.Values.Select(value => $"{header.Name!.Value}: {HeaderText.Write(templates.Compile(value.Value).Constant ?? "")}")) ?? []),
            Body = config.RequestBody?.Value,
            Interval = config.Interval?.Value ?? Interval,
            Timeout = config.Timeout?.Value ?? Timeout,
            Passes = config.Passes?.Value ?? 1,
            Fails = config.Fails?.Value ?? 1,
            Status = config.Status?.Value ?? "2xx",
            BodyPattern = config.Body?.Value,
            FollowsRedirects = config.FollowRedirects is { Value: true },
            Client = transport.ClientSettings,
            IsH2c = isH2c,
        });
        _asked.Add(health);
        return health;
    }
}
