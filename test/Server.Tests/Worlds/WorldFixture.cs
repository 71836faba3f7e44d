using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Worlds;

/// <summary>A world that the tests of one class share.</summary>
public abstract class WorldFixture(GatewayConfigText config, params KeyValuePair<string, string>[] environment) : IAsyncLifetime
{
    private World? _world;

    public World World => _world ?? throw new InvalidOperationException("The world was not started");

    public async ValueTask InitializeAsync() => _world = await World.StartAsync(config, environment);

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
