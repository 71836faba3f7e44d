using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DnsClient;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Proxy;
using FerroGate.Server.Proxy.Transport;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Upstreams;

/// <summary><c>dynamic</c>: upstreams that DNS names. An answer counts for a while, and on where DNS fails and the config says so.</summary>
internal sealed class DnsUpstreams : IUpstreamSource
{
    // Placeholders may give any number of names.
    private const int MostNames = 1_000;

    private static readonly TimeSpan StandardRefresh = TimeSpan.FromMinutes(1);

    private readonly DynamicUpstreamsConfig _config;
    private readonly UpstreamFactory _factory;
    private readonly TimeProvider _clock;
    private readonly LookupClient _dns;
    private readonly CompiledTemplate _name;
    private readonly CompiledTemplate? _port;
    private readonly TimeSpan _refresh;
    private readonly ConcurrentDictionary<(string Name, string Port), Answer> _answers = new();

    public DnsUpstreams(DynamicUpstreamsConfig config, TemplateCompiler templates, UpstreamFactory factory, TimeProvider clock)
    {
        _config = config;
        _factory = factory;
        _clock = clock;
        _refresh = config.Refresh?.Value ?? StandardRefresh;
        _name = templates.Compile(NameOf(config));
        _port = templates.CompileIfThere(config.Port);
        _dns = DnsServers.ClientOf(
            string.Join(',', config.Resolvers.Select(server => server.Value)), config.DialTimeout?.Value ?? DnsServers.StandardTimeout);
    }

    private bool IsSrv => _config.Source!.Value == DynamicSource.Srv;

    public async ValueTask<IReadOnlyList<Upstream>> FindAsync(SiteRequest request, CancellationToken cancellation)
    {
        var key = (_name.Fill(request), _port?.Fill(request) ?? "");

        // An empty name is this machine to the system, and nobody's in DNS.
        if (key.Item1.Length == 0)
            return [];

        var now = _clock.GetUtcNow();
        _answers.TryGetValue(key, out var known);
        if (known is not null && now < known.Until)
            return known.Upstreams;

        try
        {
            var upstreams = IsSrv ? await ServicesAsync(key.Item1, cancellation) : await AddressesAsync(key.Item1, key.Item2, cancellation);
            if (_answers.Count >= MostNames)
                _answers.Clear();

            _answers[key] = new Answer(upstreams, now + _refresh);
            return upstreams;
        }
        catch (Exception exception) when (exception is IOException or SocketException or ArgumentException)
        {
            if (known is null || _config.GracePeriod is not { } grace)
                return [];

            _answers[key] = known with { Until = now + grace.Value };
            return known.Upstreams;
        }
    }

    private static Template NameOf(DynamicUpstreamsConfig config)
    {
        var name = config.Name!.Value;
        return config is { Service: { } service, Protocol: { } protocol }
            ? new Template([Text("_"), .. service.Value.Parts, Text("._"), .. protocol.Value.Parts, Text("."), .. name.Parts])
            : name;
    }

    private static TemplatePart Text(string text) => new(text, false);

    private async Task<IReadOnlyList<Upstream>> AddressesAsync(string name, string port, CancellationToken cancellation)
    {
        if (!int.TryParse(port, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            || number is 0 or > IPEndPoint.MaxPort)
        {
            return [];
        }

        var (v4, v6) = (Takes("ipv4"), Takes("ipv6"));
        var addresses = _config.Resolvers.Count > 0
            ? await DnsServers.AddressesOfAsync(_dns, name, v4, v6, cancellation)
            : await Dns.GetHostAddressesAsync(name, (v4, v6) switch { (true, false) => AddressFamily.InterNetwork, (false, true) => AddressFamily.InterNetworkV6, _ => AddressFamily.Unspecified }, cancellation);
        return [.. addresses.Select(address => address.ToString()).Order(StringComparer.Ordinal).Select(address => _factory.Of(null, address, number))];
    }

    // RFC 2782: the target `.` says that there is no such service. Those of the lowest priority come first, and weights tell how much of the traffic each gets.
    private async Task<IReadOnlyList<Upstream>> ServicesAsync(string name, CancellationToken cancellation)
    {
        try
        {
            // Only an answer that says so means that there is none; what refuses or fails has not answered.
            var answer = await _dns.QueryAsync(name, QueryType.SRV, cancellationToken: cancellation);
            if (answer.HasError)
                throw new IOException($"DNS gives no services for {name}: {answer.ErrorMessage}");

            return
            [
                .. answer.Answers.SrvRecords()
                    .Where(service => service.Target.Value.Length > 1)
                    .OrderBy(service => service.Priority).ThenByDescending(service => service.Weight).ThenBy(service => service.Target.Value, StringComparer.Ordinal)
                    .Select(service => _factory.Of(null, service.Target.Value.TrimEnd('.'), service.Port, Math.Max(1, (int)service.Weight))),
            ];
        }
        catch (DnsResponseException exception)
        {
            throw new IOException($"DNS gives no services for {name}: {exception.Message}", exception);
        }
    }

    private bool Takes(string version) => _config.Versions.Count == 0 || _config.Versions.Any(taken => taken.Value == version);

    /// <param name="Upstreams">What DNS said.</param>
    /// <param name="Until">When it is asked again.</param>
    private sealed record Answer(IReadOnlyList<Upstream> Upstreams, DateTimeOffset Until);
}
