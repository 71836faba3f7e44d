using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;

namespace FerroGate.Testing.Gateway;

/// <summary>Everything that a process-level test needs: a fake provider, a gateway in front of it, and its clients.</summary>
public sealed class World : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _config;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _environment;
    private GatewayProcess? _gateway;

    private World(GatewayConfigText config, IReadOnlyList<KeyValuePair<string, string>> environment)
    {
        _config = _folder.Write("Caddyfile", config.For(Provider, Path.Combine(_folder.Path, "data")));
        _environment = environment;
    }

    public FakeProvider Provider { get; } = FakeProvider.Start();

    public GatewayProcess Gateway => _gateway ?? throw new InvalidOperationException("The gateway is not running");

    /// <summary>A client with the key that every world knows.</summary>
    public Client Client => ClientWith(GatewayConfigText.Key);

    public AdminClient Admin => new(Gateway.AdminUri, GatewayConfigText.Key);

    public static async Task<World> StartAsync(
        GatewayConfigText? config = null, params IReadOnlyList<KeyValuePair<string, string>> environment)
    {
        var world = new World(config ?? new GatewayConfigText(), environment);
        try
        {
            await world.StartGatewayAsync();
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public Client ClientWith(string? key) => new(Gateway.DataUri, key);

    /// <summary>Starts the gateway on the same data folder, after it was stopped or killed.</summary>
    public async Task StartGatewayAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        _gateway = null;
        _gateway = await GatewayProcess.StartAsync(_config, _folder.Path, _environment);
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        await Provider.DisposeAsync();
        _folder.Dispose();
    }
}
