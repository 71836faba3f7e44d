using FerroGate.Config;
using FerroGate.Core.Limits;
using FerroGate.Core.Records;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Health;
using FerroGate.Server.Sites;
using FerroGate.Storage;
using FerroGate.Tls.Certificates;

namespace FerroGate.Server.Snapshots;

/// <summary>
/// The only one that changes what a running gateway does. Everything that can fail is done before anything changes; then the whole
/// of a config comes into force in one step, or none of it.
/// </summary>
internal sealed partial class Reloader(
    CurrentRevision current,
    RevisionCompiler compiler,
    GatewayServer server,
    HealthMonitor health,
    GatewayParts parts,
    LocalStore store,
    Governor governor,
    ILogger<Reloader> logger) : IDisposable
{
    private const string Ending = "the gateway was told to stop";
    private const int LongestMessage = 2000;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly CandidateCheck _check = new(parts.Environment);

    /// <summary>What the config would do now.</summary>
    public Candidate Check(ConfigResult read) => _check.Check(read, current.Value.Config, server.Listeners);

    /// <summary>Brings a config into force.</summary>
    /// <param name="read">The config.</param>
    /// <param name="actor">Who wants it: a key id, or what happened to the process.</param>
    /// <param name="target">Where it comes from.</param>
    /// <param name="cancellation">Ends the wait for a reload that runs already; one that has begun is not left half-way.</param>
    public async Task<ReloadReport> ReloadAsync(ConfigResult read, string actor, string target, CancellationToken cancellation)
    {
        using var turn = await PauseAsync(cancellation);
        var isDraining = parts.Lifecycle.IsDraining;
        if (!isDraining)
            parts.Manager.Reloading();

        try
        {
            var candidate = Check(read);
            var error = candidate.Error ?? candidate.ModeReason ?? (isDraining ? Ending : await ApplyElsewhereAsync(candidate));
            await WriteDownAsync(actor, target, error);
            return new ReloadReport(candidate, current.Value.Id, error);
        }
        finally
        {
            if (!isDraining)
                parts.Manager.Ready();
        }
    }

    /// <summary>Lets nothing be reloaded until the result is disposed of.</summary>
    public async Task<IDisposable> PauseAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        return new Turn(_turn);
    }

    public void Dispose() => _turn.Dispose();

    // What begins with a config outlives the request that brought it.
    private Task<string?> ApplyElsewhereAsync(Candidate candidate)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(() => ApplyAsync(candidate));
    }

    private async Task<string?> ApplyAsync(Candidate candidate)
    {
        Revision? next = null;
        QuotaChange? change = null;
        ListenerBatch? batch;
        try
        {
            next = await compiler.CompileAsync(candidate.Config!);
            change = governor.Change(next.Snapshot.Quotas);
            await change.PrepareAsync(store.Usage, CancellationToken.None);
            List<Listener> added = [.. GatewayListeners.WantedBy(next.Config).Except(server.Listeners)];
            batch = added.Count > 0 ? await server.BindAsync(added, next.Certificates.ContainsKey, CancellationToken.None) : null;
        }
        catch (Exception exception)
        {
            // Whatever it is, what was in force stays in force.
            change?.Forget();
            next?.Leave();
            if (exception is IOException or UnauthorizedAccessException or CertificateException)
                return exception.Message;

            Log.Failed(logger, exception);
            return $"the gateway failed to apply it: {exception.Message}";
        }

        Commit(next, change, batch);
        return null;
    }

    // Nothing here can fail. Keys go first, so that one that was taken back opens nothing any more.
    private void Commit(Revision next, QuotaChange change, ListenerBatch? batch)
    {
        parts.Keys.UseFile(next.FileKeys);
        change.Apply();
        parts.Logs.Value = next.Logs;
        store.UseRetention(StoreSettings.Of(next.Config.Data, next.Snapshot.AdminLists));
        parts.Certificates.Use(next.Config, next.Certificates);
        server.Use(next.Servers, next.Servers.Shared(SiteCompiler.ListenersOf(next.Config)));
        current.Swap(next);
        health.Use(next.Sites.Asked);
        if (batch is null)
            return;

        server.Add(batch);
        parts.Announce(batch.Bound);
    }

    private async Task WriteDownAsync(string actor, string target, string? error)
    {
        if (error is null)
            Log.Reloaded(logger, target, current.Value.Id);
        else
            Log.Rejected(logger, target, error);

        try
        {
            var now = parts.Clock.GetUtcNow();
            await store.Audit.AddAsync(
                new AuditEvent(Guid.CreateVersion7(now), now, actor, "config.reload", target, error is null ? "committed" : "rejected", Shortened(error ?? $"snapshot {current.Value.Id}")),
                CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The config is in force all the same, or is not.
            Log.NotWrittenDown(logger, exception);
        }
    }

    // A text of megabytes can be wrong in a thousand places; the log has them all.
    private static string Shortened(string message) => message.Length > LongestMessage ? $"{message.AsSpan(0, LongestMessage)}…" : message;

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "reloaded {Target}: snapshot {Snapshot} is in force")]
        public static partial void Reloaded(ILogger logger, string target, string snapshot);

        [LoggerMessage(Level = LogLevel.Error, Message = "the reload of {Target} was rejected, and nothing has changed: {Reason}")]
        public static partial void Rejected(ILogger logger, string target, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "A config could not be applied.")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A reload could not be written to the audit log.")]
        public static partial void NotWrittenDown(ILogger logger, Exception exception);
    }
}
