using FerroGate.Config;
using FerroGate.Config.Model;
using FerroGate.Core.Limits;
using FerroGate.Core.Records;
using FerroGate.Core.Resources;
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
    ConfigResult first,
    ResourceBook resources,
    RevisionCompiler compiler,
    GatewayServer server,
    HealthMonitor health,
    GatewayParts parts,
    LocalStore store,
    IGovernor governor,
    ILogger<Reloader> logger) : IDisposable
{
    private const string Ending = "the gateway was told to stop";
    private const string NotWritten = "it could not be written down";
    private const int LongestMessage = 2000;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly CandidateCheck _check = new(parts.Environment);
    private ConfigResult _file = first;

    /// <summary>What the config would do now, together with what the store has.</summary>
    public Candidate Check(ConfigResult read) => Check(read, resources.Stored);

    /// <summary>The config in force without what the store has.</summary>
    public GatewayConfig File => _file.Config!;

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
            if (error is null)
                _file = read;
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

    /// <summary>Brings other resources of the store into force, beside the file as it is. Ask for it in one's own turn, see <see cref="PauseAsync"/>.</summary>
    /// <param name="stored">The resources.</param>
    /// <param name="write">Writes them down, when everything that can fail has been tried and nothing has changed yet; <c>false</c> where that fails.</param>
    /// <returns>What they would be, and why they are not in force.</returns>
    public async Task<(Candidate Candidate, string? Error)> UseAsync(IReadOnlyList<StoredResource> stored, Func<Task<bool>> write)
    {
        var candidate = Check(_file, stored);
        if ((candidate.Error ?? candidate.ModeReason ?? (parts.Lifecycle.IsDraining ? Ending : null)) is { } error)
            return (candidate, error);

        var (prepared, failure) = await ElsewhereAsync(() => PrepareAsync(candidate.Config!));
        if (prepared is null)
            return (candidate, failure);

        var isWritten = false;
        try
        {
            isWritten = await write();
        }
        finally
        {
            if (isWritten)
                await ElsewhereAsync(() => Task.FromResult(Commit(prepared)));
            else
                prepared.Forget();
        }

        return (candidate, isWritten ? null : NotWritten);
    }

    private Candidate Check(ConfigResult read, IReadOnlyList<StoredResource> stored) =>
        _check.Check(resources.Merge(read, stored), current.Value.Config, server.Listeners);

    // What begins with a config outlives the request that brought it.
    private static Task<T> ElsewhereAsync<T>(Func<Task<T>> work)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(work);
    }

    private async Task<string?> ApplyElsewhereAsync(Candidate candidate)
    {
        var (prepared, error) = await ElsewhereAsync(() => PrepareAsync(candidate.Config!));
        if (prepared is not null)
            await ElsewhereAsync(() => Task.FromResult(Commit(prepared)));
        return error;
    }

    private async Task<(Prepared? Prepared, string? Error)> PrepareAsync(GatewayConfig config)
    {
        Revision? next = null;
        IQuotaChange? change = null;
        try
        {
            next = await compiler.CompileAsync(config);
            change = governor.Change(next.Snapshot.Quotas);
            await change.PrepareAsync(store.Usage, CancellationToken.None);
            List<Listener> added = [.. GatewayListeners.WantedBy(next.Config).Except(server.Listeners)];
            var batch = added.Count > 0 ? await server.BindAsync(added, next.Certificates.ContainsKey, CancellationToken.None) : null;
            return (new Prepared(next, change, batch), null);
        }
        catch (Exception exception)
        {
            // Whatever it is, what was in force stays in force.
            change?.Forget();
            next?.Leave();
            if (exception is IOException or UnauthorizedAccessException or CertificateException)
                return (null, exception.Message);

            Log.Failed(logger, exception);
            return (null, $"the gateway failed to apply it: {exception.Message}");
        }
    }

    // Nothing here can fail. Keys go first, so that one that was taken back opens nothing any more.
    private bool Commit(Prepared prepared)
    {
        var (next, change, batch) = prepared;
        parts.Keys.UseFile(next.FileKeys);
        change.Apply();
        parts.Logs.Value = next.Logs;
        store.UseRetention(StoreSettings.Of(next.Config.Data, next.Snapshot.AdminLists));
        parts.Certificates.Use(next.Config, next.Certificates);
        server.Use(next.Servers, next.Servers.Shared(SiteCompiler.ListenersOf(next.Config)));
        current.Swap(next);
        health.Use(next.Sites.Asked);
        if (batch is null)
            return true;

        server.Add(batch);
        parts.Announce(batch.Bound);
        return true;
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
