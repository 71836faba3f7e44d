namespace FerroGate.Bench.Load.Servers;

/// <summary>A program under load.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="ProcessId">Its process, whose CPU and memory are told together with those of all that it starts.</param>
/// <param name="Port">Where it listens.</param>
internal record Server(string Name, int ProcessId, int Port)
{
    /// <summary>It speaks HTTPS.</summary>
    public bool IsSecure { get; init; }

    public string UrlOf(string path) => $"{(IsSecure ? "https" : "http")}://127.0.0.1:{Port}{path}";

    /// <summary>The bytes that it has ever allocated; <c>null</c> where it does not tell.</summary>
    public virtual Task<double?> AllocatedAsync() => Task.FromResult<double?>(null);
}
