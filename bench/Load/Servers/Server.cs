using FerroGate.Bench.Load.Processes;

namespace FerroGate.Bench.Load.Servers;

/// <summary>A program under load.</summary>
/// <param name="name">What the table calls it.</param>
/// <param name="process">The program.</param>
/// <param name="port">Where it listens.</param>
internal sealed class Server(string name, Child process, int port) : IAsyncDisposable
{
    public string Name => name;

    public int ProcessId => process.Id;

    public string UrlOf(string path) => $"http://127.0.0.1:{port}{path}";

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
