
namespace FerroGate.Bench.Load.Servers;

/// <summary>A program under load.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="ProcessId">Its process, whose CPU and memory are told together with those of all that it starts.</param>
/// <param name="Port">Where it listens.</param>
internal record Server(string Name, int ProcessId, int Port)
{
    public string UrlOf(string path) => $"http://127.0.0.1:{Port}{path}";
}
