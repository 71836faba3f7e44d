using FerroGate.Bench.Load.Measuring;
using FerroGate.Bench.Load.Provider;
using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Scenarios;

/// <summary>
/// Where comparisons take place: a provider, the servers before it, and folders for what they write. A server that several comparisons ask for
/// starts once, and is warm after the first.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private static readonly TimeSpan WarmUpOfGateways = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan WarmUpOfPeers = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LaterWarmUp = TimeSpan.FromSeconds(1);

    private readonly MockProvider _provider;
    private readonly Dictionary<string, ChildServer> _servers = [];
    private readonly HashSet<Server> _warm = [];

    private World(Programs programs, string folder, MockProvider provider) =>
        (Programs, Folder, _provider, Sites, Certificate) = (programs, folder, provider, new Sites(provider.Port), ServerCertificate.Make(folder));

    public Programs Programs { get; }

    public string Folder { get; }

    public Sites Sites { get; }

    public ServerCertificate Certificate { get; }

    public int ProviderPort => _provider.Port;

    /// <summary>The provider itself, with nothing before it. Its CPU is that of the bench, too.</summary>
    public Server Direct => new("direct", Environment.ProcessId, _provider.Port);

    public static async Task<World> BeginAsync(Programs programs, string folder)
    {
        Directory.CreateDirectory(folder);
        return new World(programs, folder, await MockProvider.StartAsync());
    }

    public Task<Server> NginxAsync() => KeepAsync("nginx", () => Peers.NginxAsync(Folder, _provider.Port));

    public Task<Server> SecureNginxAsync() => KeepAsync("secure nginx", () => Peers.NginxAsync(Folder, _provider.Port, Certificate));

    public Task<Server> HaProxyAsync() => KeepAsync("HAProxy", () => Peers.HaProxyAsync(Folder, _provider.Port));

    public Task<Server> SecureHaProxyAsync() => KeepAsync("secure HAProxy", () => Peers.HaProxyAsync(Folder, _provider.Port, Certificate));

    public Task<Server> CaddyAsync() => KeepAsync("Caddy", () => Peers.CaddyAsync(Folder, _provider.Port));

    public Task<Server> SecureCaddyAsync() => KeepAsync("secure Caddy", () => Peers.CaddyAsync(Folder, _provider.Port, Certificate));

    /// <summary>Portkey's gateway; <c>null</c> where it is not installed.</summary>
    public async Task<Server?> PortkeyAsync() =>
        Programs.Portkey is { } script ? await KeepAsync("Portkey", () => Peers.PortkeyAsync(Folder, script)) : null;

    public Task<Server> ReverseProxyAsync() => GatewayAsync("reverse_proxy", Sites.Proxy);

    public Task<Server> UngovernedAsync() => GatewayAsync("ungoverned", Sites.Ungoverned);

    public Task<Server> GovernedAsync() => GatewayAsync("governed", Sites.Governed);

    public Task<Server> ToAnthropicAsync() => GatewayAsync("to Anthropic's form", Sites.ToAnthropic);

    /// <summary>Starts FerroGate with a site of its own, as the ReadyToRun artifact or another.</summary>
    public Task<Server> GatewayAsync(string name, string site, string? executable = null, bool isSecure = false) => KeepAsync(
        name, async () => await Gateway.StartAsync(executable ?? Programs.ReadyToRun, name, Path.Combine(Folder, $"gateway-{_servers.Count}"), site, isSecure));

    /// <summary>One that answers a request over and over.</summary>
    public Contender Answering(Server server, WrkRequest request, string path = ChatRequest.Path, int connections = 32, string? name = null) =>
        new(name ?? server.Name, WarmUpOf(server), time => new WrkRun(Folder, connections).RunAsync(server, path, request, time));

    /// <summary>One that streams to so many at once.</summary>
    public Contender Streaming(Server server, int streams) =>
        new(server.Name, WarmUpOf(server), time => new StreamRun(streams, StreamPace.Quick).RunAsync(server, time));

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
            await server.DisposeAsync();
        await _provider.DisposeAsync();
    }

    private TimeSpan WarmUpOf(Server server) =>
        !_warm.Add(server) ? LaterWarmUp : server is Gateway ? WarmUpOfGateways : WarmUpOfPeers;

    private async Task<Server> KeepAsync(string name, Func<Task<ChildServer>> start) =>
        _servers.TryGetValue(name, out var server) ? server : _servers[name] = await start();
}
