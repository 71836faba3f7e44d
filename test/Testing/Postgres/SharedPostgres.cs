namespace FerroGate.Testing.Postgres;

/// <summary>The PostgreSQL of a test program: one for all its tests, started for the first that asks and ended with the program.</summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(PostgresServer.StartNewAsync);

    /// <summary>Makes a database of its own for one test.</summary>
    /// <returns>How it is connected to.</returns>
    public async Task<string> NewDatabaseAsync() => await (await _server.Value).NewDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }
}
