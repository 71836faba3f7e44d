namespace FerroGate.Server.Hosting;

/// <summary>Leaves signals to the command: a gateway ends in steps that the host's own lifetime does not know.</summary>
internal sealed class OwnLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
