using FerroGate.Bench.Load.Measuring;
using FerroGate.Bench.Load.Provider;
using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Scenarios;

/// <summary>Where a comparison takes place: a provider, the servers before it, and folders for what they write.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly string _executable;
    private readonly string _folder;
    private readonly MockProvider _provider;
    private readonly List<IAsyncDisposable> _servers = [];

    private World(string executable, string folder, MockProvider provider) =>
        (_executable, _folder, _provider, Sites) = (executable, folder, provider, new Sites(provider.Port));

    public Sites Sites { get; }

    public static async Task<World> BeginAsync(string executable, string folder)
    {
        Directory.CreateDirectory(folder);
        return new World(executable, folder, await MockProvider.StartAsync());
    }

    /// <summary>The provider itself, with nothing before it. Its CPU is that of the bench, too.</summary>
    public Server Direct => new("direct", Environment.ProcessId, _provider.Port);

    public Task<Server> NginxAsync() => KeepAsync(Peers.NginxAsync(_folder, _provider.Port));

    public Task<Server> HaProxyAsync() => KeepAsync(Peers.HaProxyAsync(_folder, _provider.Port));

    public Task<Server> CaddyAsync() => KeepAsync(Peers.CaddyAsync(_folder, _provider.Port));

    /// <summary>Starts FerroGate with a site of its own.</summary>
    public async Task<Server> GatewayAsync(string name, string site)
    {
        var gateway = await Gateway.StartAsync(_executable, name, Path.Combine(_folder, $"gateway-{_servers.Count}"), site);
        _servers.Add(gateway);
        return gateway.Server;
    }

    /// <summary>One that answers a request over and over.</summary>
    public Contender Answering(Server server, WrkRequest request, string path = ChatRequest.Path, int connections = 32) =>
        new(server.Name, time => new WrkRun(_folder, connections).RunAsync(server, path, request, time));

    /// <summary>One that streams to so many at once.</summary>
    public static Contender Streaming(Server server, int streams)
    {
        var run = new StreamRun(streams, MockProvider.Events);
        return new Contender(server.Name, time => run.RunAsync(server, ChatRequest.Path, ChatRequest.Streamed, ChatRequest.Secret, time));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        await _provider.DisposeAsync();
    }

    private async Task<Server> KeepAsync(Task<ChildServer> starting)
    {
        var server = await starting;
        _servers.Add(server);
        return server;
    }
}
