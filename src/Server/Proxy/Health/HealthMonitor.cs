using FerroGate.Server.Proxy.Transport;
using FerroGate.Server.Proxy.Upstreams;

namespace FerroGate.Server.Proxy.Health;

/// <summary>Asks the upstreams of the current revision whether they are well, each as often as the config says.</summary>
internal sealed partial class HealthMonitor(WeakTable<ClientSettings, HttpMessageInvoker> clients, TimeProvider clock, ILogger<HealthMonitor> logger) : IAsyncDisposable
{
    private readonly Dictionary<ActiveHealth, Watch> _watches = [];
    private readonly Lock _lock = new();

    /// <summary>Asks these from now on, and nobody else. What was asked before goes on as it was.</summary>
    public void Use(IReadOnlyCollection<ActiveHealth> wanted)
    {
        lock (_lock)
        {
            foreach (var gone in _watches.Keys.Except(wanted).ToList())
            {
                _watches[gone].Stop.Cancel();
                _watches.Remove(gone);
            }

            foreach (var added in wanted.Distinct().Where(health => !_watches.ContainsKey(health)))
            {
                var stop = new CancellationTokenSource();
                _watches[added] = new Watch(stop, RunAsync(added, stop.Token));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        var running = _watches.Values.Select(watch => watch.Running).ToList();
        Use([]);
        await Task.WhenAll(running);
    }

    private async Task RunAsync(ActiveHealth health, CancellationToken stop)
    {
        // The caller is compiling or committing a revision; nobody waits for an upstream meanwhile.
        await Task.Yield();
        var check = new HealthCheck(health.Question, clients.Get(health.Question.Client), clock);
        using var timer = new PeriodicTimer(health.Question.Interval, clock);
        do
        {
            var failure = await check.RunAsync(stop);
            if (!stop.IsCancellationRequested && health.Count(failure is null))
                Log.Changed(logger, health.Question.Url, health.IsHealthy ? "healthy" : "unhealthy", failure ?? "it gave a good answer");
        }
        while (await NextAsync(timer, stop));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private sealed record Watch(CancellationTokenSource Stop, Task Running);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The upstream behind {Url} is {Health}: {Reason}.")]
        public static partial void Changed(ILogger logger, string url, string health, string reason);
    }
}
