using FerroGate.Testing.Redis;
using StackExchange.Redis;

namespace FerroGate.Storage.Tests.Redis;

/// <summary>One redis-server for all tests that leave it running.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private RedisServer? _server;
    private ConnectionMultiplexer? _connection;

    public string Configuration
    {
        get
        {
            Assert.SkipWhen(_server is null, RedisServer.Missing ?? "");
            return _server!.Configuration;
        }
    }

    /// <summary>To look at it from the side.</summary>
    public IDatabase Database => _connection!.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        if (RedisServer.Missing is not null)
            return;
        _server = await RedisServer.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(_server.Configuration + ",allowAdmin=true");
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
