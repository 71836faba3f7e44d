using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;

namespace FerroGate.Testing.Gateway;

/// <summary>Everything that a process-level test needs: a fake provider, a gateway in front of it, and its clients.</summary>
public sealed class World : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _config;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _environment;
    private readonly string[] _arguments;
    private GatewayProcess? _gateway;

    private World(GatewayConfigText config, IReadOnlyList<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        _config = _folder.Write("Caddyfile", config.For(Provider, DataFolder));
        (_environment, _arguments) = (environment, arguments);
    }

    /// <summary>A folder that is gone with the world.</summary>
    public string Folder => _folder.Path;

    public string DataFolder => Path.Combine(_folder.Path, "data");

    /// <summary>The config file.</summary>
    public string ConfigPath => _config;

    public FakeProvider Provider { get; } = FakeProvider.Start();

    public GatewayProcess Gateway => _gateway ?? throw new InvalidOperationException("The gateway is not running");

    /// <summary>A client with the key that every world knows.</summary>
    public Client Client => ClientWith(GatewayConfigText.Key);

    public AdminClient Admin => new(Gateway.AdminUri, GatewayConfigText.Key);

    public static Task<World> StartAsync(GatewayConfigText? config = null, params IReadOnlyList<KeyValuePair<string, string>> environment) =>
        StartAsync(new World(config ?? new GatewayConfigText(), environment));

    /// <summary>The same with <c>--watch</c>: what <see cref="Rewrite"/> writes comes into force by itself.</summary>
    public static Task<World> WatchAsync(GatewayConfigText config) => StartAsync(new World(config, [], "--watch"));

    private static async Task<World> StartAsync(World world)
    {
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
        _gateway = await GatewayProcess.StartAsync(_config, _folder.Path, _environment, _arguments);
    }

    /// <summary>Writes another config for the same data folder into the config file.</summary>
    public void Rewrite(GatewayConfigText config) => RewriteAs(config.For(Provider, DataFolder));

    /// <summary>Writes any text into the config file.</summary>
    public void RewriteAs(string text) => File.WriteAllText(_config, text);

    /// <summary>Writes another config into the config file and has the running gateway read it.</summary>
    /// <returns>What the gateway said of it.</returns>
    public Task<string> ReloadAsync(GatewayConfigText config)
    {
        Rewrite(config);
        return Gateway.ReloadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        await Provider.DisposeAsync();
        _folder.Dispose();
    }
}
