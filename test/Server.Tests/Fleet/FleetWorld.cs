using FerroGate.Testing;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Postgres;
using Xunit;

namespace FerroGate.Server.Tests.Fleet;

/// <summary>Several gateways, each with a data directory of its own, on one PostgreSQL.</summary>
internal sealed class FleetWorld : IAsyncDisposable
{
    /// <summary>Who may change things on each of them.</summary>
    public const string Owner = "owner-secret";

    private readonly PostgresServer? _server;
    private readonly List<World> _gateways = [];

    private FleetWorld(PostgresServer? server, string connection) => (_server, Connection) = (server, connection);

    /// <summary>How the database is connected to.</summary>
    public string Connection { get; }

    /// <summary>The server that is theirs alone, to be stopped and started.</summary>
    public PostgresServer Server => _server!;

    public World this[int index] => _gateways[index];

    public IEnumerable<World> All => _gateways;

    public static KeyValuePair<string, string> MasterKey { get; } = new("FERROGATE_MASTER_KEY", new string('7', 64));

    /// <summary>The config of each.</summary>
    public static GatewayConfigText Config(string connection) => new()
    {
        Global = "allow_private_urls on",
        Data = $"postgres \"{connection}\"",
        Ai = $$"""
            api_key owner {
            	key {{Owner}}
            	scopes admin.read admin.write
            }
            api_key ann {
            	key ann-secret
            	organization_id acme
            }
            """,
    };

    /// <summary>Starts them on a database of their own.</summary>
    public static async Task<FleetWorld> StartAsync(SharedPostgres postgres, int count)
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        return await StartAsync(null, await postgres.NewDatabaseAsync(), count, null);
    }

    /// <summary>Starts them on a server of their own.</summary>
    /// <param name="count">How many.</param>
    /// <param name="config">Their config, made of the database and the provider of the first, which all of them ask.</param>
    public static async Task<FleetWorld> StartAsync(int count, Func<string, Uri, GatewayConfigText>? config = null)
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        var server = await PostgresServer.StartNewAsync();
        return await StartAsync(server, await server.NewDatabaseAsync(), count, config);
    }

    public static Task<Answer> SendAsync(World gateway, string method, string target, string? json = null)
    {
        var request = json is null ? new Request(method, $"/admin/v1/{target}") : Request.Post($"/admin/v1/{target}", json) with { Method = method };
        return new Client(gateway.Gateway.AdminUri).SendAsync(request.As(Owner));
    }

    /// <summary>Asks until the answer has the wanted status.</summary>
    public static Task<Answer> UntilAsync(World gateway, string secret, int status) => Patience.UntilAsync(
        () => gateway.ClientWith(secret).ChatAsync(ChatRequests.Plain()), answer => answer.Status == status, $"an answer with {status}");

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways)
            await gateway.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private static async Task<FleetWorld> StartAsync(PostgresServer? server, string connection, int count, Func<string, Uri, GatewayConfigText>? config)
    {
        var world = new FleetWorld(server, connection);
        try
        {
            for (var i = 0; i < count; i++)
            {
                world._gateways.Add(await World.StartAsync(Config(connection), MasterKey));
                world[i].Provider.Otherwise(_ => ChatReplies.Plain());
                if (config is not null)
                    await world[i].ReloadAsync(config(connection, world[0].Provider.Address));
            }

            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }
}
