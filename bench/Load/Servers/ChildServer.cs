using FerroGate.Bench.Load.Processes;

namespace FerroGate.Bench.Load.Servers;

/// <summary>One that ends with the comparison.</summary>
internal record ChildServer(string Name, Child Process, int Port) : Server(Name, Process.Id, Port), IAsyncDisposable
{
    public virtual ValueTask DisposeAsync() => Process.DisposeAsync();
}
